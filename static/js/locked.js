// What lies in a database of this browser, sealed with a key that only its owner's pages bring (AES-GCM).
import { firstKey } from "./sealed.js"

let imported = null

function key() {
  imported ??= crypto.subtle.importKey("raw", firstKey(), "AES-GCM", false, ["encrypt", "decrypt"])
  return imported
}

export async function lock(bytes) {
  const iv = crypto.getRandomValues(new Uint8Array(12))
  return { iv, bytes: await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), bytes) }
}

export async function unlock({ iv, bytes }) {
  return crypto.subtle.decrypt({ name: "AES-GCM", iv }, await key(), bytes)
}
