// What makes the pages smoother: keys, live times, the undo countdown, the
// composer's preview. Every page works without it, and nothing here decides
// anything: it presses the buttons that are there.

const root = document.documentElement;
root.classList.add("js");

// ---- Relative times, counted from the server's clock, not the reader's.

const loaded = performance.now();
const serverNow = Date.parse(root.dataset.now || "");
const nowMs = () => serverNow + (performance.now() - loaded);

const DAY = 86400000;

// dayIn numbers the day of a moment in a zone, so that days can be counted.
function dayIn(ms, zone) {
  const part = {};
  for (const p of new Intl.DateTimeFormat("en", { timeZone: zone, year: "numeric", month: "numeric", day: "numeric" }).formatToParts(ms)) part[p.type] = Number(p.value);
  return Date.UTC(part.year, part.month - 1, part.day) / DAY;
}

// relative says how far away a moment is, by the rule of the server: under an
// hour and a half in minutes, on the same day in hours, else in days of the
// calendar of the zone in which the moment is shown.
function relative(iso, zone) {
  const now = nowMs(), at = Date.parse(iso);
  if (Number.isNaN(at) || !zone) return null;
  const away = Math.abs(at - now), english = root.lang.startsWith("en");
  const days = dayIn(at, zone) - dayIn(now, zone);
  let far;
  if (away < 60000) return english ? "now" : null;
  if (away < 90 * 60000) far = [Math.round(away / 60000), "minute", "min"];
  else if (days === 0) far = [Math.round(away / 3600000), "hour", "h"];
  else far = [Math.abs(days), "day", "days"];
  if (!english || (far[1] === "day" && far[0] === 1)) {
    const f = new Intl.RelativeTimeFormat(root.lang, { numeric: "auto", style: "short" });
    return f.format(at < now ? -far[0] : far[0], far[1]);
  }
  return at < now ? `${far[0]} ${far[2]} ago` : `in ${far[0]} ${far[2]}`;
}

function refreshTimes() {
  if (Number.isNaN(serverNow)) return;
  for (const e of document.querySelectorAll("[data-relative]")) {
    const said = relative(e.parentElement.querySelector("time")?.dateTime || "", e.dataset.relative);
    if (said && e.textContent !== said) e.textContent = said;
  }
}
// A page that was hidden overnight must not say yesterday's words.
document.addEventListener("visibilitychange", refreshTimes);
setInterval(refreshTimes, 30000);

// ---- Undo: the button counts down and goes with its time.

function countDown(flash) {
  const left = flash.querySelector("[data-undo-left]");
  const until = performance.now() + Number(flash.dataset.undo) * 1000;
  const tick = setInterval(() => {
    const s = Math.ceil((until - performance.now()) / 1000);
    if (s > 0) {
      left.textContent = `(${s} s)`;
      return;
    }
    clearInterval(tick);
    left.closest("form").remove();
  }, 250);
}
document.querySelectorAll("[data-undo]").forEach(countDown);

// ---- Keys. None works while something is being typed, or with a modifier.

const typing = (e) => e.closest("input, textarea, select, [contenteditable]");

function walk(step) {
  const all = [...document.querySelectorAll("[data-walk]")].filter((e) => e.checkVisibility());
  if (!all.length) return;
  const at = all.findIndex((e) => e.contains(document.activeElement));
  const to = all[Math.max(0, Math.min(all.length - 1, at < 0 ? (step > 0 ? 0 : all.length - 1) : at + step))];
  const link = to.querySelector(".line-link, .plan-name, .entry-words a");
  (link || to).focus({ preventScroll: true });
  to.scrollIntoView({ block: "nearest" });
}

// enter opens what the walk stands on: the page or form of its main act, else
// what it is about. It does nothing at once: an act that is done by a press is pressed.
function enter(at) {
  (at.querySelector(".acts a.button-main, .acts summary.button-main") || at.querySelector(".prompt-matter a, .prompt-about a, .acts a"))?.click();
}

function search() {
  const field = [...document.querySelectorAll("#find, #q")].find((e) => e.checkVisibility());
  if (!field) return location.assign("/search");
  field.focus();
  field.select();
}

// help shows the list of keys in a dialog, taken from the page of help.
async function help() {
  let box = document.getElementById("keys-dialog");
  if (!box) {
    box = document.createElement("dialog");
    box.id = "keys-dialog";
    box.setAttribute("aria-label", "Keys");
    try {
      const answer = await fetch("/help");
      const keys = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("keys");
      if (!answer.ok || !keys) throw new Error("no list of keys");
      box.append(...keys.childNodes);
    } catch {
      location.assign("/help");
      return;
    }
    const form = document.createElement("form");
    form.method = "dialog";
    form.className = "form-acts";
    const close = document.createElement("button");
    close.className = "button";
    close.textContent = "Close";
    form.append(close);
    box.append(form);
    document.body.append(box);
  }
  box.showModal();
}

const places = { h: "/", i: "/inbox", c: "/clients", p: "/promises", a: "/agenda", n: "/notices", r: "/record" };
let going = 0;

document.addEventListener("keydown", (e) => {
  if (e.key === "Escape") return closeActs(null);
  if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || typing(e.target)) return;
  if (document.querySelector("dialog[open]") || !document.body.classList.contains("desk")) return;
  if (going && performance.now() - going < 1500 && places[e.key]) {
    going = 0;
    return location.assign(places[e.key]);
  }
  going = 0;
  const does = {
    "/": search,
    n: () => location.assign("/promises/new"),
    j: () => walk(1),
    k: () => walk(-1),
    e: () => document.activeElement.closest("[data-walk]")?.querySelector("[data-edit]")?.click(),
    "?": help,
    g: () => (going = performance.now()),
    Enter: document.activeElement.matches("[data-walk]") && (() => enter(document.activeElement)),
  }[e.key];
  if (!does) return;
  e.preventDefault();
  does();
});

// ---- Forms that open in place close each other, and close on a press elsewhere.

function closeActs(except) {
  for (const d of document.querySelectorAll("details.act[open]")) {
    if (d === except || d.querySelector(".error")) continue;
    const inside = d.contains(document.activeElement);
    d.open = false;
    if (inside) d.querySelector("summary").focus();
  }
}
document.addEventListener("toggle", (e) => {
  if (!e.target.matches?.("details.act") || !e.target.open) return;
  closeActs(e.target);
  e.target.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}, true);
document.addEventListener("click", (e) => {
  // A link that asks for a form of this page to be opened does so in place.
  const link = e.target.closest("a[href*='?open='][href*='#']");
  const there = link?.pathname === location.pathname && document.getElementById(link.hash.slice(1))?.querySelector("details.act");
  if (there) {
    e.preventDefault();
    there.open = true;
    there.scrollIntoView({ block: "nearest" });
  } else if (!e.target.closest("details.act")) closeActs(null);
});

// ---- Dates: what is typed counts first, so a chip that is pressed clears what was typed.

document.addEventListener("change", (e) => {
  const ask = e.target.closest("[data-date-ask]");
  if (!ask || e.target.type !== "radio") return;
  for (const f of ask.querySelectorAll("input:not([type=radio])")) f.value = "";
  ask.querySelectorAll(".echo").forEach((o) => o.replaceChildren());
  ask.querySelectorAll(".error, .confirm").forEach((o) => o.remove());
  ask.querySelectorAll("[aria-invalid]").forEach((o) => o.removeAttribute("aria-invalid"));
});
document.addEventListener("input", (e) => {
  // What was wrong with the old text is not said of the new one: its echo says what it is.
  const field = e.target.closest(".field:has(> .echo)");
  field?.querySelectorAll(".error, .confirm").forEach((o) => o.remove());
  if (field) e.target.removeAttribute("aria-invalid");
  const ask = e.target.closest("[data-date-ask]");
  if (!ask || e.target.type === "radio" || !e.target.value) return;
  ask.querySelectorAll("input[type=radio]:checked").forEach((r) => (r.checked = false));
});

// ---- The composer shows what they will read while it is being written.

const composer = document.querySelector("form[data-preview]");
if (composer) {
  let waiting, asked;
  const look = async () => {
    asked?.abort();
    asked = new AbortController();
    try {
      const answer = await fetch(composer.dataset.preview, { method: "POST", body: new URLSearchParams(new FormData(composer)), signal: asked.signal, headers: { "Kept-Preview": "1" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("reading");
      const old = document.getElementById("reading");
      if (fresh && old && !old.contains(document.activeElement)) old.replaceWith(fresh);
    } catch (err) {
      if (err.name !== "AbortError") console.info("no preview:", err.message);
    }
  };
  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 400);
  };
  composer.addEventListener("input", soon);
  composer.addEventListener("change", soon);
}

// A making form is sent once, however often its button is pressed.
document.addEventListener("submit", (e) => {
  const form = e.target;
  if (form.method !== "post" || e.defaultPrevented) return;
  if (form.dataset.sent && performance.now() - Number(form.dataset.sent) < 4000) {
    e.preventDefault();
    return;
  }
  form.dataset.sent = String(performance.now());
});

// A long import shows how far it is while the browser waits for the next page,
// and can be stopped: then the server gives it up, and nothing of it is kept.
document.addEventListener("submit", (e) => {
  const form = e.target, far = form.querySelector("[data-far]");
  if (!far || e.defaultPrevented) return;
  const bar = far.querySelector("progress"), said = far.querySelector("[data-far-said]");
  far.hidden = false;
  const look = async () => {
    if (far.hidden) return;
    try {
      const answer = await fetch(far.dataset.far);
      if (answer.status === 200) {
        const [done, total] = (await answer.text()).split(" ");
        bar.max = total;
        bar.value = done;
        said.textContent = done === total ? "Working out the dates." : `${Math.floor((100 * done) / total)} % is done.`;
      }
    } catch (err) {
      console.info("not known how far:", err.message);
    }
    setTimeout(look, 300);
  };
  setTimeout(look, 300);
  far.querySelector("[data-far-stop]").onclick = () => {
    window.stop();
    far.hidden = true;
    delete form.dataset.sent;
    if ("farAgain" in far.dataset) location.reload();
  };
});
window.addEventListener("pageshow", () => document.querySelectorAll("[data-far]").forEach((far) => (far.hidden = true)));
