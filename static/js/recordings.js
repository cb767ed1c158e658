// Parts of a recording, kept in this browser until the server has all of it. Never on a shared computer.
import { account, isShared } from "./page.js"
import { RECORDINGS } from "./shelf.js"

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
  if (isShared() || !account()) return []
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

export function keepStart(key, start) {
  return within(["starts"], "readwrite", (change) => change.objectStore("starts").put({ ...start, key, account: account() }, key))
}

export function keepChunk(key, number, blob) {
  return within(["parts"], "readwrite", (change) => change.objectStore("parts").put(blob, [key, number]))
}

export async function unfinished(attach) {
  const all = await within(["starts"], "readonly", (change) => change.objectStore("starts").getAll())
  for (const other of all.filter((one) => one.account !== account())) await forget(other.key)
  return all.filter((one) => one.account === account() && one.attach === attach)
}

function range(key) {
  return IDBKeyRange.bound([key, 0], [key, Number.MAX_SAFE_INTEGER])
}

export function chunksOf(key) {
  return within(["parts"], "readonly", (change) => change.objectStore("parts").getAll(range(key)))
}

export function forget(key) {
  return within(["starts", "parts"], "readwrite", (change) => {
    change.objectStore("starts").delete(key)
    change.objectStore("parts").delete(range(key))
  })
}
