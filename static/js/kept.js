// Words kept in this browser until the server has them, sealed with their writer's key. Never on a shared computer.
import { account, isShared, putDraft } from "./page.js"
import { canSeal, seal, tag, unseal } from "./sealed.js"

const WORDS = "words:"
const LAST = "saved:"
// A box of another tab has saved by then, or has no line either.
const LONG_AGO = 120000

// Whose it is, and what, in names that say neither.
const own = (kind) => `${kind}${tag("")}:`
const nameOf = (kind, url) => own(kind) + tag(url)

// True only when the copy was really made. Whether it left with a form stands outside the seal: a page on which nobody
// is signed in has to say that it did not arrive.
function put(kind, url, { sent = false, ...copy }) {
  if (isShared() || !account() || !canSeal()) return false
  try {
    localStorage.setItem(nameOf(kind, url), JSON.stringify({ sent, sealed: seal(JSON.stringify({ ...copy, url })) }))
    return true
  } catch {
    return false
  }
}

function read(name) {
  try {
    const { sent, sealed } = JSON.parse(localStorage.getItem(name))
    return { ...JSON.parse(unseal(sealed)), sent }
  } catch {
    return null
  }
}

function get(kind, url) {
  const copy = isShared() || !canSeal() ? null : read(nameOf(kind, url))
  return copy?.url === url ? copy : null
}

export const keep = (url, copy) => put(WORDS, url, copy)
export const kept = (url) => get(WORDS, url)

export function drop(url) {
  try { localStorage.removeItem(nameOf(WORDS, url)) } catch { /* nothing was kept */ }
}

// For words that must not be found on a device in other hands: they are in the box and on the server, nowhere else.
const nowhere = { keep: () => false, kept: () => null, drop() {} }

export function storeOf(area) {
  return "notKept" in area.dataset ? nowhere : { keep, kept, drop }
}

// What the page brought: on a slow line somebody writes before this script comes, and those words are not yet anywhere.
export function given(area) {
  const brought = area.options ? [...area.options].find((one) => one.defaultSelected)?.value : area.defaultValue
  return (brought ?? "").replace(/\r\n?/g, "\n")
}

// Words kept from before, and words written since on a page that could not yet show them: none is let go.
export function joined(before, since) {
  return before.includes(since) ? before : `${before}\n${since}`
}

function namesOf(start) {
  try { return Object.keys(localStorage).filter((name) => name.startsWith(start)) } catch { return [] }
}

export function count() {
  return namesOf(own(WORDS)).filter((name) => read(name)?.saved === undefined).length
}

export function dropAll() {
  for (const name of namesOf(own(WORDS))) localStorage.removeItem(name)
}

// A page that this device keeps for when there is no line is older than what was saved since: the box goes on from this.
export function rememberSaved(url, text, version) {
  if (agreed()) put(LAST, url, { text, version })
}

// How many MB this person agreed to have kept here. Outlives the pages themselves: whoever signs in again has them again.
export function agreed() {
  try {
    const { who, limit } = JSON.parse(localStorage.getItem("phone")) || {}
    return who === tag("phone") ? limit : 0
  } catch {
    return 0
  }
}

// All of it is on the server too.
export function forgetSaved(but) {
  for (const name of namesOf(LAST)) if (!but || !name.startsWith(`${LAST}${but}:`)) localStorage.removeItem(name)
}

export function lastSaved(url) {
  const { text, saved } = kept(url) || {}
  if (saved !== undefined) { drop(url); return { text, version: saved } }
  return "keptAt" in document.body.dataset ? get(LAST, url) : null
}

// A box that is open says so for as long as its page lives, a page that is killed too.
export function holdOpen(url) {
  let close = () => {}
  navigator.locks?.request(`box:${url}`, { mode: "shared" }, () => new Promise((done) => { close = done })).catch(() => {})
  return () => close()
}

async function openBoxes() {
  const held = (await navigator.locks?.query())?.held
  return held && held.map((lock) => lock.name)
}

// Words that left with a page, whose answer nobody was there to hear: the same save once more. One that arrived is
// known by its key and number and changes nothing. Gives false when something has to be sent later.
export async function sendAgain(here) {
  const open = await openBoxes()
  let isAll = true
  for (const name of namesOf(own(WORDS))) {
    const { url, text, base, leaving, sent, at, saved } = read(name) || {}
    if (saved !== undefined && Date.now() - at > LONG_AGO) localStorage.removeItem(name)
    const isLeft = leaving || (open ? !open.includes(`box:${url}`) : Date.now() - at > LONG_AGO)
    if (sent || base === undefined || !isLeft || here.includes(url)) continue
    const asTab = leaving || { key: `left-${at}`, seq: 1 }
    const answer = await putDraft(url, JSON.stringify({ ...asTab, base, text })).catch(() => null)
    if (!answer || answer.status >= 500 || answer.status === 429) isAll = false
    const said = answer?.status === 200 && (await answer.json().catch(() => null))
    // A page that was asked for before they arrived does not show them: they stay for a moment.
    if (!said || kept(url)?.text !== text) continue
    keep(url, { text, saved: said.version, at: Date.now() })
    rememberSaved(url, text, said.version)
  }
  return isAll
}

// A form that carried these words was sent. A page of this person's that opens next by an ordinary step means that it
// arrived; a problem page, a sign-in page or a step back means that it may not have.
export function settleSent() {
  // A page that this device keeps comes without anything having arrived anywhere.
  const problem = !account() || "keptAt" in document.body.dataset || document.querySelector("[data-problem], .govuk-error-summary, .both")
  const step = performance.getEntriesByType("navigation")[0]?.type
  const arrived = !problem && step === "navigate"
  try {
    for (const name of namesOf(WORDS)) settle(name, arrived)
  } catch { /* no storage, nothing to settle */ }
}

function settle(name, arrived) {
  const copy = JSON.parse(localStorage.getItem(name))
  if (!copy?.sent) return
  if (arrived && name.startsWith(own(WORDS))) localStorage.removeItem(name)
  else localStorage.setItem(name, JSON.stringify({ ...copy, sent: false }))
}
