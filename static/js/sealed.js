// What this browser keeps of somebody is sealed with a key that only their own pages bring: who else signs in on the
// device finds nothing to read. At once, without waiting, because a page that is left waits for nothing (ChaCha20, RFC 8439).
const SIGMA = [0x61707865, 0x3320646e, 0x79622d32, 0x6b206574]
const ROUNDS = [[0, 4, 8, 12], [1, 5, 9, 13], [2, 6, 10, 14], [3, 7, 11, 15], [0, 5, 10, 15], [1, 6, 11, 12], [2, 7, 8, 13], [3, 4, 9, 14]]
const NONCE = 12

export function bytesOf(hex) {
  return Uint8Array.from(hex.match(/../g) || [], (two) => parseInt(two, 16))
}

// For what waits for its key (`data-seal` holds two keys, this is the first), and for words.
export const firstKey = () => bytesOf((document.body.dataset.seal || "").slice(0, 64))
const wordsKey = () => (document.body.dataset.seal || "").slice(64)

export function canSeal() {
  return wordsKey().length === 64
}

export function seal(text) {
  const nonce = crypto.getRandomValues(new Uint8Array(NONCE))
  const bytes = turned(nonce, new TextEncoder().encode(text))
  let binary = String.fromCharCode(...nonce)
  for (let at = 0; at < bytes.length; at += 8192) binary += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return btoa(binary)
}

// Not what was sealed when the key is another.
export function unseal(sealed) {
  const bytes = Uint8Array.from(atob(sealed), (one) => one.charCodeAt(0))
  return new TextDecoder().decode(turned(bytes.slice(0, NONCE), bytes.slice(NONCE)))
}

// A name that says nothing of what it names, and is another one for everybody.
export function tag(name) {
  let [high, low] = [0xdeadbeef, 0x41c6ce57]
  for (const one of wordsKey() + name) {
    const code = one.codePointAt(0)
    high = Math.imul(high ^ code, 2654435761)
    low = Math.imul(low ^ code, 1597334677)
  }
  return (high >>> 0).toString(16).padStart(8, "0") + (low >>> 0).toString(16).padStart(8, "0")
}

function turned(nonce, bytes) {
  const little = (from) => [...new Uint32Array(from.buffer, from.byteOffset, from.length / 4)]
  const state = Uint32Array.from([...SIGMA, ...little(bytesOf(wordsKey())), 1, ...little(nonce)])
  const block = new Uint32Array(16)
  const stream = new Uint8Array(block.buffer)
  for (let at = 0; at < bytes.length; at += 64, state[12] += 1) {
    fill(block, state)
    for (let one = at; one < at + 64 && one < bytes.length; one += 1) bytes[one] ^= stream[one - at]
  }
  return bytes
}

function fill(block, state) {
  block.set(state)
  for (let twice = 0; twice < 10; twice += 1) for (const [a, b, c, d] of ROUNDS) quarter(block, a, b, c, d)
  for (let word = 0; word < 16; word += 1) block[word] += state[word]
}

function quarter(block, a, b, c, d) {
  block[a] += block[b]
  block[d] = left(block[d] ^ block[a], 16)
  block[c] += block[d]
  block[b] = left(block[b] ^ block[c], 12)
  block[a] += block[b]
  block[d] = left(block[d] ^ block[a], 8)
  block[c] += block[d]
  block[b] = left(block[b] ^ block[c], 7)
}

function left(word, by) {
  return (word << by) | (word >>> (32 - by))
}
