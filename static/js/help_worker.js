// Answers for the help page alone, and only when there is no line: with the page of numbers that lies on this device. It
// queues nothing and keeps nothing itself; the help page puts those two pages there.
const SHELF = "help"

self.addEventListener("install", () => self.skipWaiting())
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()))

self.addEventListener("fetch", (event) => {
  const { request } = event
  if (request.mode === "navigate") event.respondWith(fetch(request).catch(() => kept(request)))
  else if (request.method === "GET" && request.destination === "style") event.respondWith(fetch(request).catch(() => shelved(request.url)))
})

async function kept(request) {
  return shelved(request.method === "POST" ? "/help/not-sent" : "/help/kept")
}

async function shelved(url) {
  const shelf = await caches.open(SHELF)
  return (await shelf.match(url)) || Response.error()
}
