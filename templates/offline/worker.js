{% comment %}The service worker. It keeps one page without anybody's data, and shows it when a page cannot be reached. Everything else goes to the network as if it were not there. Context: none.{% endcomment %}
const KEPT = "{% url 'offline' %}";
const FILES = [KEPT, "{% static 'app.css' %}", "{% static 'theme.js' %}"];
const CACHE = FILES.join(" ");

async function keep() {
  const cache = await caches.open(CACHE);
  await cache.addAll(FILES.map((file) => new Request(file, { credentials: "omit" })));
  for (const name of await caches.keys()) if (name !== CACHE) await caches.delete(name);
}

async function orOffline(request) {
  try {
    return await fetch(request);
  } catch {
    return caches.match(KEPT);
  }
}

self.addEventListener("install", (event) => event.waitUntil(keep().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const file = new URL(request.url).pathname;
  if (request.mode === "navigate") event.respondWith(orOffline(request));
  else if (FILES.includes(file)) event.respondWith(caches.match(file).then((kept) => kept ?? fetch(request)));
});
