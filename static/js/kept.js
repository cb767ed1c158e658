// Words kept in this browser until the server has them. Never on a shared computer.
import { account, isShared, putDraft } from "./page.js"

const PREFIX = "words:"
const LAST = "saved:"
// A box of another tab has saved by then, or has no line either.
const LONG_AGO = 120000

function name(url) {
  return `${PREFIX}${account()}:${url}`
}

// True only when the copy was really made.
export function keep(url, copy) {
  if (isShared() || !account()) return false
  try {
    localStorage.setItem(name(url), JSON.stringify(copy))
    return true
  } catch {
    return false
  }
}

export function kept(url) {
  if (isShared()) return null
  try {
    return JSON.parse(localStorage.getItem(name(url)))
  } catch {
    return null
  }
}

export function drop(url) {
  try { localStorage.removeItem(name(url)) } catch { /* nothing was kept */ }
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

function ownNames() {
  const own = `${PREFIX}${account()}:`
  try { return Object.keys(localStorage).filter((key) => key.startsWith(own)) } catch { return [] }
}

export function count() {
  return ownNames().length
}

export function dropAll() {
  for (const key of ownNames()) localStorage.removeItem(key)
  try {
    for (const key of Object.keys(localStorage).filter((one) => one.startsWith(LAST))) localStorage.removeItem(key)
  } catch { /* nothing was kept */ }
}

// A page that this device keeps for when there is no line is older than what was saved since: the box goes on from this.
export function rememberSaved(url, text, version) {
  try {
    if (localStorage.getItem("phone") === account()) localStorage.setItem(`${LAST}${account()}:${url}`, JSON.stringify({ text, version }))
  } catch { /* no room: then the page is as it was kept */ }
}

export function lastSaved(url) {
  try {
    return "keptAt" in document.body.dataset ? JSON.parse(localStorage.getItem(`${LAST}${account()}:${url}`)) : null
  } catch {
    return null
  }
}

// Words that left with a page, whose answer nobody was there to hear: the same save once more. One that arrived is
// known by its key and number and changes nothing.
export async function sendAgain(here) {
  for (const key of ownNames()) {
    const url = key.slice(`${PREFIX}${account()}:`.length)
    const { text, base, leaving, sent, at } = kept(url) || {}
    if (sent || base === undefined || !(leaving || Date.now() - at > LONG_AGO) || here.includes(url)) continue
    const asTab = leaving || { key: `left-${at}`, seq: 1 }
    const answer = await putDraft(url, JSON.stringify({ ...asTab, base, text })).catch(() => null)
    if (answer?.status === 200 && kept(url)?.text === text) drop(url)
  }
}

// A form that carried these words was sent. A page of this person's that opens next by an ordinary step means that it
// arrived; a problem page, a sign-in page or a step back means that it may not have.
export function settleSent() {
  // A page that this device keeps comes without anything having arrived anywhere.
  const problem = !account() || "keptAt" in document.body.dataset || document.querySelector("[data-problem], .govuk-error-summary, .both")
  const step = performance.getEntriesByType("navigation")[0]?.type
  const arrived = !problem && step === "navigate"
  try {
    for (const key of Object.keys(localStorage).filter((each) => each.startsWith(PREFIX))) settle(key, arrived)
  } catch { /* no storage, nothing to settle */ }
}

function settle(key, arrived) {
  const copy = JSON.parse(localStorage.getItem(key))
  if (!copy?.sent) return
  if (arrived && key.startsWith(`${PREFIX}${account()}:`)) localStorage.removeItem(key)
  else localStorage.setItem(key, JSON.stringify({ ...copy, sent: false }))
}
