// Passkeys: asks the browser for one, to sign in or to keep, and hands its answer on.
import { element, token, wordsOf } from "./page.js"

export function start(root) {
  if (!window.PublicKeyCredential || !navigator.credentials?.get) return
  root.querySelector("[data-can]").hidden = false
  root.querySelector("[data-cannot]")?.remove()
  const button = root.querySelector("[data-press]")
  button.addEventListener("click", async () => {
    button.setAttribute("aria-busy", "true")
    say(root, "")
    try {
      await go(root)
    } catch (error) {
      say(root, wordsFor(error, wordsOf(root)))
    } finally {
      button.removeAttribute("aria-busy")
    }
  })
}

async function go(root) {
  const asked = await send(root.dataset.ask, {})
  const name = root.querySelector("input")
  const credential = name
    ? await navigator.credentials.create({ publicKey: toMake(asked) })
    : await navigator.credentials.get({ publicKey: toAsk(asked) })
  const shared = root.closest("form, [data-beside]")?.querySelector("input[type=checkbox][name$=shared]")
  const { go: there } = await send(root.dataset.send, {
    answer: plain(credential), name: name?.value || "", next: root.dataset.next, shared: shared?.checked ? "y" : "",
  })
  // In the dialog in which somebody signs in in place, the page stays.
  if (root.closest("dialog")) root.dispatchEvent(new CustomEvent("proved", { bubbles: true }))
  else location.assign(there)
}

async function send(url, body) {
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() }
  const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) })
  const said = await answer.json().catch(() => ({}))
  if (!answer.ok) throw Object.assign(new Error(said.because), { because: said.because })
  return said
}

function wordsFor(error, words) {
  if (error.because) return error.because
  if (error.name === "InvalidStateError") return words.again
  return error instanceof TypeError ? words.no_line : words.stopped
}

function say(root, words) {
  const place = root.querySelector("[data-said]")
  place.replaceChildren(...(words ? [element("span", {}, words)] : []))
}

// The standard's own helpers for this are younger than many of the browsers in schools.
function bytes(text) {
  const plainText = atob(text.replaceAll("-", "+").replaceAll("_", "/"))
  return Uint8Array.from(plainText, (letter) => letter.charCodeAt(0))
}

function text(buffer) {
  const letters = String.fromCharCode(...new Uint8Array(buffer))
  return btoa(letters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "")
}

const named = (list) => (list || []).map((one) => ({ ...one, id: bytes(one.id) }))

function toMake(asked) {
  return {
    ...asked,
    challenge: bytes(asked.challenge),
    user: { ...asked.user, id: bytes(asked.user.id) },
    excludeCredentials: named(asked.excludeCredentials),
  }
}

function toAsk(asked) {
  return { ...asked, challenge: bytes(asked.challenge), allowCredentials: named(asked.allowCredentials) }
}

function plain(credential) {
  const { response } = credential
  const said = { clientDataJSON: text(response.clientDataJSON) }
  for (const name of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) said[name] = text(response[name])
  }
  if (response.getTransports) said.transports = response.getTransports()
  return { id: credential.id, rawId: text(credential.rawId), type: credential.type, response: said, clientExtensionResults: {} }
}
