// Has this browser be told of what is new: asks its reader, registers the worker,
// and says to the server where it can be reached. Without it the page works; only
// adding a device needs it.
"use strict";
(() => {
  const section = document.querySelector("[data-push]");
  if (!section) return;
  const at = section.dataset, one = (name) => section.querySelector(`[data-push-${name}]`);
  const button = one("add"), cannot = one("cannot"), said = one("said");
  const can = window.isSecureContext && "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  if (!can) return;
  cannot.hidden = true;
  button.hidden = false;
  const say = (text) => { said.textContent = text; };

  const bytes = (text) => {
    const raw = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(raw, (c) => c.charCodeAt(0));
  };
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const same = (a, b) => a && a.byteLength === b.byteLength && new Uint8Array(a).every((x, i) => x === b[i]);
  const mark = async (s) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(s)))].map((b) => b.toString(16).padStart(2, "0")).join("");

  // Whoever is there already is shown so, and need not be asked.
  const known = async () => {
    const worker = await navigator.serviceWorker.getRegistration(at.pushWorker);
    const now = worker && await worker.pushManager.getSubscription();
    if (!now || Notification.permission !== "granted") return;
    const here = section.querySelector(`[data-push-mark="${await mark(now.endpoint)}"]`);
    if (!here) return;
    here.querySelector("[data-push-this]").hidden = false;
    button.hidden = true;
    say(at.pushHere);
  };

  const post = async (url, fields) => {
    const answer = await fetch(url, { method: "POST", body: new URLSearchParams(fields), credentials: "same-origin", redirect: "error" });
    const body = await answer.json();
    if (!answer.ok) throw Object.assign(new Error(answer.status), { say: body.say });
    return body;
  };

  // A push service that cannot be reached gives no answer at all. One that comes late
  // still counts.
  const patience = 20_000;
  const soon = (work) => Promise.race([work, new Promise((_, fail) => setTimeout(fail, patience, new Error("no answer")))]);

  const add = async () => {
    // Asked first and at once: a browser listens only to whoever has just pressed.
    if (await Notification.requestPermission() !== "granted") return say(at.pushDenied);
    await soon(register());
  };

  const register = async () => {
    const { key } = await post(at.pushKey, {});
    await navigator.serviceWorker.register(at.pushWorker, { scope: "/p/" });
    const worker = await navigator.serviceWorker.ready;
    const ours = bytes(key);
    let now = await worker.pushManager.getSubscription();
    if (now && !same(now.options.applicationServerKey, ours)) {
      await now.unsubscribe();
      now = null;
    }
    now ??= await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: ours });
    await post(at.push, { endpoint: now.endpoint, p256dh: text(now.getKey("p256dh")), auth: text(now.getKey("auth")) });
    location.reload();
  };

  button.addEventListener("click", async () => {
    button.disabled = true;
    say("");
    try {
      await add();
    } catch (e) {
      say(e.say || at.pushFailed);
    }
    button.disabled = false;
  });
  known().catch(() => {});
})();
