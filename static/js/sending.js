// Sends what waits, in order, when there is a line. A thing is known by its form's key or its tab and number, so that one
// whose answer was lost is sent again and changes nothing.
import { sendAgain } from "./kept.js"
import { account, takeToken, token, whoIs } from "./page.js"

const PATIENCE = 60000
// Not now, and by itself later: too busy, down, too often.
export const LATER = [408, 429, 500, 502, 503, 504]

export const NO_LINE = "no line"
export const SIGNED_OUT = "signed out"
export const DONE = "done"

// Gives how it ended, and how many things were sent.
export function sendAll(queue, page) {
  const act = () => send(queue, page)
  if (!navigator.locks) return act()
  return navigator.locks.request("phone-send", { ifAvailable: true }, (lock) => (lock ? act() : { how: DONE, sent: [] }))
}

async function send(queue, page) {
  const sent = []
  const now = await whoIs(page)
  if (!now) return { how: NO_LINE, sent }
  if (now.account !== account()) return { how: SIGNED_OUT, sent }
  takeToken(now.token)
  const waits = (await queue.all()).filter((one) => one.state === "waits")
  // Words go before the form that closes their work; what is open on this page goes by itself, unless its work waits here.
  const closing = waits.map((one) => one.url.replace(/hand-in$/, ""))
  const here = [...document.querySelectorAll("[data-draft-url]")].map((area) => area.dataset.draftUrl)
  if (!(await sendAgain(here.filter((url) => !closing.some((start) => url.startsWith(start)))))) return { how: NO_LINE, sent }
  for (const one of waits) {
    const { how, url } = await sendOne(queue, one, page)
    if (how !== DONE) return { how, sent }
    if (url) sent.push({ ...one, went: url })
  }
  return { how: DONE, sent }
}

export async function sendOne(queue, one, page) {
  let answer
  try {
    answer = await put(queue, one)
    if (answer.status === 400 && (await whoIs(page))?.account !== account()) return { how: SIGNED_OUT }
  } catch {
    return { how: NO_LINE }
  }
  if (answer.status === 401) return { how: SIGNED_OUT }
  if (LATER.includes(answer.status)) return { how: NO_LINE }
  if (answer.ok) {
    await queue.change(one, { state: "sent", sentAt: Date.now() })
    return { how: DONE, url: answer.url }
  }
  await queue.change(one, { state: "stuck", status: answer.status })
  return { how: DONE, status: answer.status }
}

async function put(queue, one) {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), PATIENCE)
  const headers = { "X-CSRFToken": token(), "X-Requested-With": "phone" }
  try {
    const body = await bodyOf(queue, one, headers)
    return await fetch(one.url, { method: one.method, headers, body, signal: patience.signal })
  } finally {
    clearTimeout(timer)
  }
}

async function bodyOf(queue, one, headers) {
  if (one.method !== "POST") {
    Object.assign(headers, { "Content-Type": one.type, Accept: "application/json" })
    return queue.body(one)
  }
  const form = await queue.form(one)
  form.set("csrf_token", token())
  form.set("waited", String(Math.max(0, Math.round((Date.now() - one.at) / 1000))))
  return form
}
