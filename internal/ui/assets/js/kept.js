// What makes the pages smoother. Every page works without it.

document.documentElement.classList.add("js");
