// Parts of a recording, kept in this browser until the server has all of it, sealed with the key of whoever made it. Never
// on a shared computer.
import { lock, unlock } from "./locked.js"
import { account, isShared } from "./page.js"
import { canSeal, tag } from "./sealed.js"
import { RECORDINGS } from "./shelf.js"

// Of somebody who did not come back to it.
const LONGEST = 30 * 24 * 3600000

function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(RECORDINGS, 1)
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore("starts")
      asked.result.createObjectStore("parts")
    }
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
  })
}

async function within(stores, mode, work) {
  if (isShared() || !account() || !canSeal()) return []
  try {
    const base = await open()
    const change = base.transaction(stores, mode)
    const asked = work(change)
    return await new Promise((resolve, reject) => {
      change.oncomplete = () => { base.close(); resolve(asked?.result ?? []) }
      change.onerror = () => { base.close(); reject(change.error) }
    })
  } catch {
    return []
  }
}

async function sealed(blob) {
  return lock(await blob.arrayBuffer())
}

async function put(store, key, bytes, more) {
  const kept = canSeal() && (await sealed(bytes).catch(() => null))
  return kept ? within([store], "readwrite", (change) => change.objectStore(store).put({ ...more, ...kept }, key)) : []
}

async function read(row) {
  const bytes = await unlock(row).catch(() => null)
  return bytes && new Blob([bytes], { type: row.type })
}

export function keepStart(key, start) {
  return put("starts", key, new Blob([JSON.stringify({ ...start, key })]), { key, who: tag("owner") })
}

export function keepChunk(key, number, blob) {
  return put("parts", [key, number], blob, { type: blob.type })
}

export async function unfinished(attach) {
  const all = await within(["starts"], "readonly", (change) => change.objectStore("starts").getAll())
  const starts = []
  for (const row of all) {
    const start = row.who === tag("owner") ? await read(row) : null
    if (start) starts.push(JSON.parse(await start.text()))
    else if (parseInt(row.key, 10) < Date.now() - LONGEST) await forget(row.key)
  }
  return starts.filter((one) => one.attach === attach)
}

function range(key) {
  return IDBKeyRange.bound([key, 0], [key, Number.MAX_SAFE_INTEGER])
}

export async function chunksOf(key) {
  const rows = await within(["parts"], "readonly", (change) => change.objectStore("parts").getAll(range(key)))
  return (await Promise.all(rows.map(read))).filter(Boolean)
}

export function forget(key) {
  return within(["starts", "parts"], "readwrite", (change) => {
    change.objectStore("starts").delete(key)
    change.objectStore("parts").delete(range(key))
  })
}
