// What this browser keeps of somebody is sealed with a key that only their own pages bring: who else signs in on the
// device finds nothing to read. At once, without waiting, because a page that is left waits for nothing; the browser's
// own cryptography makes one wait (AES-GCM-SIV, RFC 8452; names by AES-CMAC, RFC 4493).
import { cmac, gcmsiv } from "@noble/ciphers/aes.js"

const NONCE = 12
const utf8 = (text) => new TextEncoder().encode(text)

export function bytesOf(hex) {
  return Uint8Array.from(hex.match(/../g) || [], (two) => parseInt(two, 16))
}

// For what waits for its key (`data-seal` holds two keys, this is the first), and for words.
export const firstKey = () => bytesOf((document.body.dataset.seal || "").slice(0, 64))
const wordsKey = () => bytesOf((document.body.dataset.seal || "").slice(64))

export function canSeal() {
  return wordsKey().length === 32
}

export function seal(text) {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE))
  const bytes = gcmsiv(wordsKey(), nonce).encrypt(utf8(text))
  let binary = String.fromCharCode(...nonce)
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(binary)
}

// Throws where it was sealed with another key.
export function unseal(sealed) {
  const bytes = Uint8Array.from(atob(sealed), (one) => one.charCodeAt(0))
  return new TextDecoder().decode(gcmsiv(wordsKey(), bytes.slice(0, NONCE)).decrypt(bytes.slice(NONCE)))
}

// A name that says nothing of what it names, and is another one for everybody; without a key, nobody’s.
export function tag(name) {
  if (!canSeal()) return "nobody"
  const bytes = cmac(utf8(name), cmac(utf8("names"), wordsKey()))
  return Array.from(bytes.subarray(0, 8), (one) => one.toString(16).padStart(2, "0")).join("")
}
