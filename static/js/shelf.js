// What lies on a person's own device for when there is no line: what it is called, and how it goes from there.
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

// All pages that were kept, whoever's; of what waits, only what is `owner`'s: what is another's is sealed with their key.
export async function forgetPhone(owner) {
  try {
    for (const name of await phones()) await window.caches.delete(name)
    for (const scope of SCOPES) await unregister(scope)
    if (owner && localStorage.getItem("phone-waits")) await dropRows(owner)
    if (owner) indexedDB.deleteDatabase(RECORDINGS)
  } catch { /* there was nothing */ }
}

// Signing out waits for it, but not for long.
export function forgetAll(owner) {
  return Promise.race([Promise.all([forget(), forgetPhone(owner)]), new Promise((done) => { setTimeout(done, PATIENCE) })])
}

// On every page: what is kept goes when somebody else is here, or nobody is signed in any more.
export async function keepOnlyOwn(account) {
  const isProblem = !account && document.querySelector("[data-problem]")
  if (isProblem || !window.caches) return
  try {
    const others = (await phones()).filter((name) => name !== PHONE + account)
    if (others.length) await forgetPhone()
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
