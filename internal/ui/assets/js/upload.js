// A form that brings a file: by its button or dropped on it, with its progress.
// Without this the same form is sent by the browser as it is.

const megabytes = (n) => `${(n / 1048576).toFixed(n < 10485760 ? 1 : 0)} MB`;

for (const form of document.querySelectorAll("form[data-upload]")) {
  if (form.dataset.ready) continue;
  form.dataset.ready = "yes";
  const input = form.querySelector("input[type=file]"), far = form.querySelector("[data-upload-far]");
  const limit = Number(form.dataset.upload), name = form.querySelector("input[name=name]");

  const chosen = () => {
    const file = input.files[0];
    input.setCustomValidity(file && file.size > limit ? `This file has ${megabytes(file.size)}; ${megabytes(limit)} is the limit. Split it or pack it smaller, or put a link to it into a message.` : "");
    if (!file) return;
    input.reportValidity();
    if (name && !name.value) name.value = file.name;
  };
  input.addEventListener("change", chosen);

  for (const kind of ["dragenter", "dragover"]) form.addEventListener(kind, (e) => {
    if (![...e.dataTransfer.types].includes("Files")) return;
    e.preventDefault();
    form.classList.add("upload-over");
  });
  for (const kind of ["dragleave", "drop"]) form.addEventListener(kind, () => form.classList.remove("upload-over"));
  form.addEventListener("drop", (e) => {
    if (!e.dataTransfer.files.length) return;
    e.preventDefault();
    input.files = e.dataTransfer.files;
    chosen();
  });

  form.addEventListener("submit", (e) => {
    if (!input.files[0]) return;
    e.preventDefault();
    const send = new XMLHttpRequest(), button = form.querySelector("button[type=submit]");
    const [bar, said] = [far.querySelector("progress"), far.querySelector("output")];
    const again = (words) => {
      button.disabled = false;
      said.textContent = words;
    };
    far.hidden = false;
    button.disabled = true;
    send.upload.addEventListener("progress", (p) => {
      if (!p.lengthComputable) return;
      bar.value = (100 * p.loaded) / p.total;
      said.textContent = p.loaded < p.total ? `${megabytes(p.loaded)} of ${megabytes(p.total)}` : "It has arrived and is being kept.";
    });
    send.addEventListener("error", () => again("The line broke. Nothing was kept; send it again."));
    send.addEventListener("load", () => {
      if (send.status < 300) {
        location.assign(send.responseURL);
        return;
      }
      const page = new DOMParser().parseFromString(send.responseText, "text/html");
      again(page.querySelector(".upload .error, main .error, main p")?.textContent.trim() || "It was not taken. Send it again.");
    });
    send.open("POST", form.action);
    send.send(new FormData(form));
  });
}
