// Answers for a pupil's own pages, and only when there is no line or the school's computer is down: with what lies on the
// shelf of this device. Without a shelf (nobody agreed to one, or it was emptied) it does nothing at all. It keeps only
// what the server marked for this person, and sends nothing by itself.
const SHELF = "phone:"
const FOR = "X-Kept-For"
const PATIENCE = 10000
const DOWN = [502, 503, 504]
const GONE = [401, 410]

self.addEventListener("install", () => self.skipWaiting())
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()))

self.addEventListener("fetch", (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== "GET" || url.origin !== location.origin || request.headers.has("Range")) return
  if (request.mode === "navigate") event.respondWith(page(event))
  else if (url.pathname.startsWith("/static/")) event.respondWith(found(request).then((kept) => kept || fetch(request)))
  else if (request.destination) event.respondWith(part(request))
})

async function page(event) {
  const { request } = event
  const kept = await found(request)
  try {
    const answer = await (kept ? soon(fetch(request)) : fetch(request))
    if (DOWN.includes(answer.status) && kept) return marked(kept)
    if (GONE.includes(answer.status)) await empty()
    else event.waitUntil(keep(request, answer.clone()))
    return answer
  } catch {
    if (kept) return marked(kept)
    return (await found("/on-this-phone")) ? Response.redirect("/on-this-phone") : Response.error()
  }
}

async function part(request) {
  try {
    return await fetch(request)
  } catch {
    return (await found(request)) || Response.error()
  }
}

function soon(answer) {
  return Promise.race([answer, new Promise((_resolve, reject) => { setTimeout(reject, PATIENCE) })])
}

async function shelves() {
  return (await caches.keys()).filter((name) => name.startsWith(SHELF))
}

async function found(request) {
  for (const name of await shelves()) {
    const kept = await (await caches.open(name)).match(request, { ignoreVary: true })
    if (kept) return kept
  }
  return null
}

async function keep(request, answer) {
  const name = SHELF + answer.headers.get(FOR)
  if (answer.status === 200 && !new URL(request.url).search && (await caches.has(name))) await (await caches.open(name)).put(request.url, unvaried(answer))
}

// A shelf refuses nothing but what varies by everything; what a page varies by is the same on one device.
function unvaried(answer) {
  const headers = new Headers(answer.headers)
  for (const name of ["Vary", "Content-Encoding", "Content-Length"]) headers.delete(name)
  return new Response(answer.body, { status: 200, headers })
}

async function empty() {
  for (const name of await shelves()) await caches.delete(name)
}

// So that the page can say that it is a kept one, and from when.
async function marked(kept) {
  const html = await kept.text()
  const at = kept.headers.get("Date") || ""
  return new Response(html.replace("<body ", `<body data-kept-at="${at}" `), { headers: kept.headers })
}
