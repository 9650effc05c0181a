// Shows what is pushed to this device, and opens the page that it leads to. It keeps
// nothing, and comes between no page and the server.
"use strict";

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (e) => e.waitUntil(self.clients.claim()));

// A path below the client's pages, whatever was pushed.
const inside = (path) => {
  const url = new URL(typeof path === "string" ? path : "/p/", self.location.origin);
  return url.origin === self.location.origin && url.pathname.startsWith("/p/") ? url.href : new URL("/p/", self.location.origin).href;
};

self.addEventListener("push", (e) => {
  let told = {};
  try {
    told = e.data.json();
  } catch {
    // A browser wants something shown for each push: the name of the host will do.
  }
  const title = told.title || self.location.host;
  e.waitUntil(self.registration.showNotification(title, {
    body: told.body || "", tag: told.tag || "kept", lang: told.lang || "", dir: told.dir || "auto", data: { url: inside(told.url) },
  }));
});

self.addEventListener("notificationclick", (e) => {
  e.notification.close();
  const url = inside(e.notification.data && e.notification.data.url);
  e.waitUntil((async () => {
    const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const there = open.find((c) => c.url === url);
    return there ? there.focus() : self.clients.openWindow(url);
  })());
});
