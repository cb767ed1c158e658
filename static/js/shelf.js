// What lies on a person's own device for when there is no line: what it is called, and how it goes from there.
import { forgetSaved } from "./kept.js"
import { tag } from "./sealed.js"

export const SHELF = "help"
export const PHONE = "phone:"
export const DATABASE = "phone"
export const RECORDINGS = "recordings"
export const SCOPES = ["/today", "/my-week", "/my-work", "/my-plan", "/my-people", "/on-this-phone"]

const PATIENCE = 1500

export async function forget() {
  try {
    await window.caches?.delete(SHELF)
    await unregister("/help")
  } catch { /* there was none */ }
}

async function unregister(scope) {
  const worker = await navigator.serviceWorker?.getRegistration(scope)
  if (worker && new URL(worker.scope).pathname === scope) await worker.unregister()
}

// All pages that were kept, whoever's. What waits stays, sealed with its owner's key, until they sign in again.
export async function forgetPhone() {
  try {
    forgetSaved()
    for (const name of await phones()) await window.caches.delete(name)
    for (const scope of SCOPES) await unregister(scope)
  } catch { /* there was nothing */ }
}

// Signing out: what waits goes too, and waits for it, but not for long.
export function forgetAll() {
  localStorage.removeItem("phone")
  return Promise.race([Promise.all([forget(), forgetPhone(), forgetWaiting()]), new Promise((done) => { setTimeout(done, PATIENCE) })])
}

async function forgetWaiting() {
  if (localStorage.getItem("phone-waits")) await dropRows(tag("owner"))
  window.indexedDB?.deleteDatabase(RECORDINGS)
}

// On every page: what is kept goes when somebody else is here, or nobody is signed in any more.
export async function keepOnlyOwn(account) {
  const isProblem = !account && document.querySelector("[data-problem]")
  if (isProblem || !window.caches) return
  try {
    const others = (await phones()).filter((name) => name !== PHONE + account)
    if (others.length) await forgetPhone()
    else forgetSaved(tag(""))
  } catch { /* this browser keeps nothing */ }
}

async function phones() {
  return (await window.caches.keys()).filter((name) => name.startsWith(PHONE))
}

function dropRows(owner) {
  return new Promise((done) => {
    const opening = indexedDB.open(DATABASE, 1)
    opening.onupgradeneeded = () => opening.transaction.abort()
    opening.onerror = done
    opening.onsuccess = () => {
      const change = opening.result.transaction("queue", "readwrite")
      const rows = change.objectStore("queue").openCursor()
      rows.onsuccess = () => {
        const row = rows.result
        if (!row) return
        if (row.value.owner === owner) row.delete()
        row.continue()
      }
      change.oncomplete = change.onerror = () => { opening.result.close(); done() }
    }
  })
}
