// Fetches the pupil's pages, and what they need, onto the shelf of this device: as much as they agreed to.
import { agreed } from "./kept.js"
import { account } from "./page.js"
import { tag } from "./sealed.js"
import { forgetPhone, PHONE, SCOPES } from "./shelf.js"

const ABOUT = "/on-this-phone/about"
const FIRST = ["/today", "/my-week", "/my-work", "/on-this-phone"]
// Nobody reads these now; and where nobody is signed in, the answer says so instead of leading to the way in.
const BY_ITSELF = { "X-Keeping": "1", "X-Requested-With": "phone" }
const AGAIN_AFTER = 10 * 60000
const MOST_BELOW = 80
const A_WORK = /^\/my-work\/[0-9a-f-]{36}$/

export const canKeep = () => Boolean(window.caches && navigator.serviceWorker && account())

const shelfName = () => PHONE + account()

export async function about() {
  if (!canKeep() || !(await caches.has(shelfName()))) return null
  const said = await (await caches.open(shelfName())).match(ABOUT)
  return said ? said.json() : null
}

async function write(what) {
  await (await caches.open(shelfName())).put(ABOUT, new Response(JSON.stringify(what)))
}

export async function agree(limit) {
  for (const scope of SCOPES) await navigator.serviceWorker.register("/phone-worker.js", { scope })
  localStorage.setItem("phone", JSON.stringify({ who: tag("phone"), limit }))
  await write({ limit, at: 0, bytes: 0, pages: [], left: [] })
  return keepNow()
}

export async function stop() {
  localStorage.removeItem("phone")
  await forgetPhone()
}

// From any page, now and then; and when they are back whose phone this is.
export async function keepUp() {
  if (!canKeep()) return null
  const before = await about()
  if (!before && agreed()) return agree(agreed())
  return before && Date.now() - before.at > AGAIN_AFTER ? keepNow() : null
}

export function keepNow() {
  if (!navigator.locks) return round()
  return navigator.locks.request("phone-keep", { ifAvailable: true }, (lock) => (lock ? round() : null))
}

async function round() {
  const before = await about()
  if (!before) return null
  const keeper = new Keeper(await caches.open(shelfName()), before.limit * 1000000)
  for (const url of FIRST) await keeper.page(url)
  const works = keeper.links.filter((url) => A_WORK.test(url))
  for (const url of works) await keeper.page(url)
  for (const url of works) await keeper.below(`${url}/`)
  // Signed out meanwhile, here or in another tab: the shelf is gone and stays gone.
  if (!(await caches.has(shelfName()))) return null
  await keeper.dropOthers()
  const now = { limit: before.limit, at: Date.now(), bytes: keeper.bytes, pages: keeper.pages, left: keeper.left }
  await write(now)
  return now
}

class Keeper {
  constructor(shelf, room) {
    Object.assign(this, { shelf, room, bytes: 0, pages: [], left: [], links: [], seen: new Set() })
  }

  async page(url) {
    if (this.seen.has(url)) return
    this.seen.add(url)
    const answer = await fetch(url, { headers: BY_ITSELF, cache: "no-store" })
    if (answer.status === 401 || answer.status === 410) {
      await forgetPhone()
      throw new Error("nobody is signed in here")
    }
    if (!answer.ok || answer.headers.get("X-Kept-For") !== account()) { this.seen.delete(url); return }
    if (isPage(answer)) await this.html(url, answer)
    else await this.file(url, answer)
  }

  async html(url, answer) {
    const text = await answer.text()
    const read = new DOMParser().parseFromString(text, "text/html")
    if (await this.put(url, answer, new Blob([text]))) this.pages.push({ url, title: read.querySelector("h1")?.textContent || "" })
    this.steps(url, read)
    for (const link of read.querySelectorAll("main a[href]")) this.link(link.getAttribute("href"))
    for (const needed of read.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], [data-script], main img")) {
      await this.need(needed.dataset.script || needed.getAttribute("src") || needed.getAttribute("href"))
    }
    for (const each of performance.getEntriesByType("resource")) if (each.name.endsWith(".woff2")) await this.need(each.name)
  }

  link(href) {
    const url = new URL(href, location.href)
    if (url.origin === location.origin && !url.search && !this.links.includes(url.pathname)) this.links.push(url.pathname)
  }

  // A step leads to the others by buttons: the page says how many there are.
  steps(url, read) {
    const [, start] = url.match(/^(.*\/steps\/)\d+$/) || []
    const last = Number(read.querySelector("[data-steps]")?.dataset.steps || 0)
    for (let number = 1; start && number <= last; number += 1) this.link(start + number)
  }

  async need(href) {
    const url = new URL(href, location.href)
    const name = url.pathname + url.search
    if (url.origin !== location.origin || this.seen.has(name)) return
    this.seen.add(name)
    const there = await this.shelf.match(name, { ignoreVary: true })
    if (there) { this.bytes += (await there.blob()).size; return }
    const answer = await fetch(name, { headers: BY_ITSELF })
    if (answer.ok) await this.file(name, answer)
  }

  // What lies below a piece of work: its steps, its files, its documents to read.
  async below(start) {
    for (let at = 0, taken = 0; at < this.links.length && taken < MOST_BELOW; at += 1) {
      const url = this.links[at]
      if (!url.startsWith(start) || this.seen.has(url)) continue
      taken += 1
      if (url.includes("/files/")) await this.need(url)
      else await this.page(url)
    }
  }

  async file(url, answer) {
    const long = Number(answer.headers.get("Content-Length") || 0)
    if (this.bytes + long > this.room) { this.leave(url); answer.body?.cancel(); return }
    await this.put(url, answer, await answer.blob())
  }

  async put(url, answer, blob) {
    if (this.bytes + blob.size > this.room) { this.leave(url); return false }
    const headers = new Headers(answer.headers)
    for (const name of ["Vary", "Content-Encoding", "Content-Length"]) headers.delete(name)
    try {
      await this.shelf.put(url, new Response(blob, { headers }))
    } catch { // the device itself has no room
      this.leave(url)
      return false
    }
    this.bytes += blob.size
    return true
  }

  leave(url) {
    this.seen.delete(url)
    this.left.push(decodeURIComponent(url.split("/").pop()))
  }

  async dropOthers() {
    for (const one of await this.shelf.keys()) {
      const { pathname, search } = new URL(one.url)
      if (pathname !== ABOUT && !this.seen.has(pathname + search)) await this.shelf.delete(one)
    }
  }
}

function isPage(answer) {
  return (answer.headers.get("Content-Type") || "").startsWith("text/html")
}
