// The bars of a plan's timeline, moved by hand. Nothing here decides anything:
// while a bar is dragged or walked it is drawn elsewhere; when it is let go the
// server says what that would move, and the button in its answer does it.

const plan = document.querySelector(".plan[data-first]");
const DAY = 86400000, WEEK = 7;
const number = (iso) => Date.parse(iso) / DAY;
const iso = (n) => new Date(n * DAY).toISOString().slice(0, 10);
const weekday = (n) => new Date(n * DAY).getUTCDay();

// ---- What the timeline knows: its days, and on which of them each holder works.

const first = number(plan.dataset.first), total = Number(plan.dataset.days), today = number(plan.dataset.today);
const open = plan.dataset.open.split(" ");
const rtl = () => getComputedStyle(plan).direction === "rtl";

// works tells whether a holder works on a day; beyond what is known, weeks are like the last one.
function works(hours, n) {
  const known = open[hours];
  let at = n - first;
  if (at < 0 || at >= known.length) at = known.length - WEEK + ((((at - known.length) % WEEK) + WEEK) % WEEK);
  return known[at] === "1";
}

// near gives the first working day from a day on; dir -1 goes back.
function near(hours, n, dir) {
  for (let i = 0; i < 400 && !works(hours, n); i++) n += dir;
  return n;
}

// add goes so many working days on, or back.
function add(hours, n, days) {
  const dir = Math.sign(days);
  for (; days; days -= dir) n = near(hours, n + dir, dir);
  return n;
}

// count counts the working days between two days, those included; at least one.
function count(hours, from, to) {
  let days = 0;
  for (let n = from; n <= to; n++) if (works(hours, n)) days++;
  return Math.max(days, 1);
}

const word = new Intl.DateTimeFormat(document.documentElement.lang || "en", { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
function sayDay(n, month = true) {
  const part = {};
  for (const p of word.formatToParts(n * DAY)) part[p.type] = p.value;
  return `${part.weekday} ${part.day}${month ? ` ${part.month}` : ""}`;
}
const sayDays = (from, to) => (from === to ? sayDay(from) : `${sayDay(from, iso(from).slice(0, 7) !== iso(to).slice(0, 7))} to ${sayDay(to)}`);
const sayLength = (b) => (b.is.days ? `${b.is.days} working ${b.is.days === 1 ? "day" : "days"}` : "milestone");

// ---- The bars, each over its place in the picture.

const make = (tag, name) => Object.assign(document.createElement(tag), { className: name });
const status = plan.insertAdjacentElement("afterend", make("p", "sr-only"));
status.setAttribute("role", "status");

function bar(line) {
  const d = line.dataset, row = line.closest("tr");
  const grip = make("div", "plan-grip"), fill = make("span", "plan-fill"), end = make("span", "plan-end"), day = make("span", "plan-day");
  const drawn = line.querySelector(".plan-lies, .plan-point");
  const b = { row, line, grip, fill, end, day, name: row.querySelector(".plan-name").textContent, hours: Number(d.hours), begun: "begun" in d, can: d.can ? number(d.can) : -Infinity, waits: d.waits };
  b.was = { from: number(d.from), to: number(d.to), days: Number(d.days) };
  b.is = { ...b.was };
  fill.classList.add(...drawn.classList);
  fill.classList.remove("plan-lies");
  const from = Math.max(b.was.from, first);
  grip.style.insetInlineStart = `${(100 * (from - first)) / total}%`;
  grip.style.inlineSize = `${(100 * (b.was.to + 1 - from)) / total}%`;
  grip.append(fill);
  if (b.was.days) grip.append(end);
  grip.classList.toggle("plan-begun", b.begun);
  for (const [k, v] of Object.entries({ role: "slider", tabindex: -1, "aria-label": b.name, "aria-describedby": "plan-keys", "aria-valuemin": Math.min(0, b.was.from - first), "aria-valuemax": total + 200 })) grip.setAttribute(k, v);
  grip.append(day);
  tell(b);
  return b;
}

// tell keeps what a screen reader says of a bar.
function tell(b) {
  b.grip.setAttribute("aria-valuenow", b.is.from - first);
  b.grip.setAttribute("aria-valuetext", `${sayDays(b.is.from, b.is.to)}, ${sayLength(b)}`);
}

const bars = [...plan.querySelectorAll(".plan-line[data-from]")].map(bar);
const barOf = (node) => bars.find((b) => b.grip === node?.closest?.(".plan-grip"));
for (const b of bars) b.line.append(b.grip);
if (bars.length) bars[0].grip.tabIndex = 0;

// ---- Drawing: transforms only, by the width that the line had when it began to move.

const LEAST = 6; // pixels that a bar is wide at the least, as the style sheet has it
let unit = 0; // pixels of a day
const measure = (b) => (unit = b.line.clientWidth / total);

// place has a bar drawn over these days.
function place(b, from, to) {
  const dir = rtl() ? -1 : 1, start = Math.max(b.was.from, first), width = (n) => Math.max(n, 1) * unit;
  const moved = (from - start) * unit * dir, was = Math.max(width(b.was.to + 1 - start), LEAST), is = Math.max(width(to + 1 - from), LEAST);
  b.fill.classList.toggle("plan-stretched", Math.abs(is - was) > 1); // its corners would be drawn out
  b.fill.style.transform = b.was.days ? `translateX(${moved}px) scaleX(${is / was})` : `translateX(${moved}px)`;
  b.end.style.transform = `translateX(${moved + (is - was) * dir}px)`;
  b.day.style.transform = `translateX(${b.grip.classList.contains("plan-grip-late") ? moved + (is - was) * dir : moved}px)`;
}

// side keeps what is written beside a bar within the line.
const side = (b) => b.grip.classList.toggle("plan-grip-late", b.is.from + b.is.to - 2 * first > total);

function draw(b) {
  side(b);
  place(b, Math.max(b.is.from, first), b.is.to);
  b.grip.classList.toggle("plan-moving", changed(b));
  b.line.classList.toggle("plan-left", changed(b));
  b.grip.classList.toggle("plan-refused", !!b.refused);
  b.day.textContent = b.refused || (b.is.days !== b.was.days ? `${sayDays(b.is.from, b.is.to)}, ${b.is.days} d` : sayDays(b.is.from, b.is.to));
  tell(b);
}

const changed = (b) => !!b.refused || b.is.from !== b.was.from || b.is.days !== b.was.days;

// leave puts a bar back where it lies.
function leave(b, say) {
  const was = changed(b);
  b.refused = "";
  b.is = { ...b.was };
  for (const e of [b.fill, b.end, b.day]) e.style.transform = "";
  b.fill.classList.remove("plan-stretched");
  b.grip.classList.remove("plan-moving", "plan-refused", "plan-held");
  b.line.classList.remove("plan-left");
  if (was) tell(b);
  if (say && was) status.textContent = say;
}

// wish has a bar begin on a day and take so many working days, where that can be.
function wish(b, from, days) {
  b.refused = why(b, from, days);
  from = b.was.days && from !== b.was.from ? near(b.hours, from, 1) : from;
  let to = b.was.to;
  if (from !== b.was.from || days !== b.was.days) to = days ? add(b.hours, from, days - 1) : from;
  if (b.begun) to = Math.max(to, today);
  const same = b.is.from === from && b.is.days === days && b.said === b.refused;
  b.is = { from, to, days };
  b.said = b.refused;
  if (!same) draw(b);
}

// why says what keeps a bar from lying there; the server asks the same again.
function why(b, from, days) {
  if (b.begun && from !== b.was.from) return `begun ${sayDay(b.was.from)}: only its end moves`;
  if (days !== b.was.days && !b.was.days) return "a milestone takes no days";
  if (from >= b.can || from >= b.was.from) return "";
  const other = b.waits && document.getElementById(b.waits)?.querySelector("th")?.firstElementChild?.textContent;
  return other ? `waits for “${other}”` : `not before ${sayDay(b.can)}`;
}

// ---- By pointer. A touch that goes up or down scrolls the page (touch-action).

let drag = null;

plan.addEventListener("pointerdown", (e) => {
  const b = barOf(e.target);
  if (!b || e.button !== 0 || !e.isPrimary) return;
  if (e.pointerType === "mouse") e.preventDefault(); // no text is marked
  stand(b);
  measure(b);
  drag = { b, x: e.clientX, id: e.pointerId, end: e.target === b.end, at: 0, dir: rtl() ? -1 : 1 };
  b.grip.setPointerCapture(e.pointerId);
});

plan.addEventListener("pointermove", (e) => {
  if (!drag || e.pointerId !== drag.id) return;
  drag.at = (e.clientX - drag.x) * drag.dir;
  if (!drag.held && Math.abs(drag.at) < 4) return;
  drag.held = true;
  drag.frame ||= requestAnimationFrame(follow);
});

// follow draws the bar under the pointer: on days, or on weeks where a day is too narrow.
function follow() {
  if (!drag) return;
  drag.frame = 0;
  const { b, end } = drag, weeks = unit < 2.5;
  b.grip.classList.add("plan-held");
  if (end) {
    let to = b.was.to + Math.round(drag.at / unit);
    if (weeks) to += 5 - (weekday(to) || WEEK); // Friday
    to = Math.max(near(b.hours, to, -1), b.begun ? today : b.was.from);
    wish(b, b.was.from, count(b.hours, b.was.from, to));
  } else {
    let from = b.was.from + Math.round(drag.at / unit);
    if (weeks) from += 1 - (weekday(from) || WEEK); // Monday
    wish(b, from, b.was.days);
  }
}

function drop(e, done) {
  if (!drag || e.pointerId !== drag.id) return;
  const { b, held, frame } = drag;
  if (frame) {
    cancelAnimationFrame(frame);
    if (done) follow();
  }
  drag = null;
  b.grip.classList.remove("plan-held");
  if (!held) return;
  if (!done) return leave(b);
  show(b);
}
plan.addEventListener("pointerup", (e) => drop(e, true));
plan.addEventListener("pointercancel", (e) => drop(e, false));

// ---- By keyboard.

// stand makes a bar the one that the tabulator reaches, and goes there.
function stand(b) {
  for (const x of bars) x.grip.tabIndex = x === b ? 0 : -1;
  b.grip.focus({ preventScroll: true });
}

function walk(b, step) {
  const next = bars[bars.indexOf(b) + step];
  if (!next) return;
  stand(next);
  next.row.scrollIntoView({ block: "nearest" });
}

// shift moves a bar by a working day, or by a week.
function shift(b, dir, week) {
  const from = b.is.from;
  if (week) return step(b, near(b.hours, from + dir * WEEK, b.was.days ? 1 : dir), b.is.days);
  step(b, b.was.days ? add(b.hours, from, dir) : from + dir, b.is.days);
}

// step goes there if it can be; else the bar stays, and says why.
function step(b, from, days) {
  measure(b);
  const stays = { ...b.is };
  if (why(b, from, days)) {
    b.refused = why(b, from, days);
    b.is = stays;
    draw(b);
    status.textContent = b.refused;
    b.refused = "";
    return;
  }
  wish(b, from, days);
}

plan.addEventListener("keydown", (e) => {
  const b = barOf(e.target);
  if (!b || e.ctrlKey || e.metaKey || drag) {
    if (drag && e.key === "Escape") drop({ pointerId: drag.id }, false);
    return;
  }
  const later = rtl() ? -1 : 1;
  const length = (by) => () => step(b, b.is.from, Math.max(b.is.days + by, b.was.days ? 1 : by));
  const does = {
    ArrowRight: e.altKey ? length(later) : () => shift(b, later, e.shiftKey),
    ArrowLeft: e.altKey ? length(-later) : () => shift(b, -later, e.shiftKey),
    "]": length(1),
    "[": length(-1),
    ArrowDown: () => walk(b, 1),
    ArrowUp: () => walk(b, -1),
    Enter: () => !e.repeat && show(b),
    Escape: () => leave(b, "It lies where it lay."),
  }[e.key];
  if (!does || (e.altKey && !e.key.startsWith("Arrow"))) return;
  e.preventDefault();
  e.stopPropagation();
  does();
});

plan.addEventListener("focusout", (e) => {
  const b = barOf(e.target);
  if (b && !drag && !asking && !dialog.open) leave(b, "It lies where it lay.");
});
plan.addEventListener("focusin", (e) => {
  const b = barOf(e.target);
  if (b) for (const x of bars) x.grip.tabIndex = x === b ? 0 : -1;
});

// ---- What it would do: the server's answer, with the form that does it.

const dialog = status.insertAdjacentElement("afterend", make("dialog", "plan-trial"));
dialog.setAttribute("aria-labelledby", "plan-trial-title");
dialog.setAttribute("aria-describedby", "plan-trial-says");
let asking = null, shown = [];

async function show(b) {
  if (asking) return;
  if (b.refused) return stay(b, b.refused);
  if (!changed(b)) {
    status.textContent = "It lies where it lay. Move it first.";
    return leave(b);
  }
  asking = b;
  b.grip.setAttribute("aria-busy", "true");
  const want = new URLSearchParams();
  if (b.is.from !== b.was.from) want.set("begins", iso(b.is.from));
  if (b.is.days !== b.was.days) want.set("days", b.is.days);
  let answer;
  try {
    const got = await fetch(`/steps/${b.row.id}/move?${want}`, { headers: { Accept: "text/html" } });
    if (got.redirected) return location.reload(); // nobody is signed in any more
    answer = new DOMParser().parseFromString(await got.text(), "text/html");
  } catch {
    return stay(b, "This could not be asked. Nothing has changed.");
  } finally {
    asking = null;
    b.grip.removeAttribute("aria-busy");
  }
  const form = answer.querySelector(".plan-trial-form");
  if (!form) return stay(b, answer.querySelector("[data-refused]")?.textContent || "This could not be asked. Nothing has changed.");
  ghosts(form);
  dialog.replaceChildren(form);
  dialog.dataset.of = b.row.id;
  // What moves is to be seen above the question.
  const low = b.row.getBoundingClientRect().bottom - innerHeight * 0.4;
  if (low > 0) scrollBy({ top: low, behavior: "instant" });
  dialog.showModal();
  form.querySelector(".button-main").focus();
}

// stay puts a bar back and says why it could not go, in its place for a while.
function stay(b, say) {
  leave(b);
  side(b);
  status.textContent = b.day.textContent = say;
  b.grip.classList.add("plan-refused", "plan-said");
  const quiet = () => {
    b.grip.classList.remove("plan-refused", "plan-said");
    for (const on of ["pointerdown", "keydown", "blur"]) b.grip.removeEventListener(on, quiet);
  };
  setTimeout(quiet, 4000);
  for (const on of ["pointerdown", "keydown", "blur"]) b.grip.addEventListener(on, quiet);
}

// ghosts draws where the other steps would come to lie.
function ghosts(form) {
  const by = new Map(bars.map((x) => [x.row.id, x]));
  for (const l of form.querySelectorAll("data[data-from]")) {
    const x = by.get(l.value);
    if (!x) continue;
    place(x, Math.max(number(l.dataset.from), first), number(l.dataset.to));
    x.grip.classList.add("plan-would");
    shown.push(x);
  }
}

dialog.addEventListener("close", () => {
  for (const x of shown.splice(0)) {
    x.grip.classList.remove("plan-would");
    leave(x);
  }
  const b = bars.find((x) => x.row.id === dialog.dataset.of);
  if (b) leave(b, "Left as it was. Nothing has changed.");
});
dialog.addEventListener("keydown", (e) => {
  if (e.key === "Enter" && e.repeat) e.preventDefault(); // the key that asked is still down
});
dialog.addEventListener("click", (e) => {
  if (e.target === dialog) dialog.close(); // beside the question
});

// The page that follows stands where this one stood, on the bar that was moved.
const KEEP = "kept-bar";
dialog.addEventListener("submit", (e) => {
  if (e.submitter?.formMethod !== "dialog") sessionStorage.setItem(KEEP, `${dialog.dataset.of} ${scrollY}`);
});
const [kept, height] = (sessionStorage.getItem(KEEP) || "").split(" ");
sessionStorage.removeItem(KEEP);
const back = bars.find((b) => b.row.id === kept);
if (back) {
  addEventListener("load", () => { // after the browser has gone to the row
    scrollTo({ top: Number(height), behavior: "instant" });
    stand(back);
  });
}
