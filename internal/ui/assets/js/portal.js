// Says on an open page of a client that something is new there. It replaces nothing,
// and the page works without it. A page that is not looked at does not listen:
// browsers keep few lines to one server open.
const line = document.querySelector("[data-stream]");
let source, typed = false;

const hush = () => {
  source?.close();
  source = undefined;
};

const show = () => {
  hush();
  if (line.firstChild) return;
  const a = document.createElement("a");
  a.href = location.pathname + location.search;
  a.textContent = line.dataset.say;
  if (typed) a.target = "_blank"; // or what was typed would be lost
  line.append(a);
};

const listen = () => {
  if (source || document.hidden || line.firstChild) return;
  source = new EventSource(`${line.dataset.stream}?after=${encodeURIComponent(line.dataset.after)}`);
  source.addEventListener("news", show);
};

document.addEventListener("input", () => {
  typed = true;
  if (line.firstChild) line.firstChild.target = "_blank";
});
document.addEventListener("visibilitychange", () => (document.hidden ? hush() : listen()));
addEventListener("pagehide", hush);
addEventListener("pageshow", listen);
