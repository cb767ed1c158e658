// htmx, made safe for people: the token on each request, refusals in words, focus kept, changes read aloud.
import { announce, notice, pageWords, saidIn, token } from "./page.js"
import { signInHere } from "./sign_in.js"

let held = null

function addToken(event) {
  const { request } = event.detail.ctx
  request.headers["X-CSRFToken"] = token()
}

// 409 and 422 hold the form with what was typed and are swapped in; any other refusal is said, and the page stays.
function onAnswer(event) {
  const { ctx } = event.detail
  const { status } = ctx.response
  if (status < 400 || status === 409 || status === 422) return
  event.preventDefault()
  if (status === 401) askToSignIn(ctx)
  else notice(saidIn(ctx.text) || pageWords().no_line)
}

async function askToSignIn(ctx) {
  let url
  try { url = JSON.parse(ctx.text).sign_in } catch { url = undefined }
  if (!(await signInHere(url))) return
  const source = ctx.sourceElement
  if (source.matches("form")) source.requestSubmit(ctx.request.submitter || undefined)
  else source.click()
}

function holdFocus() {
  const active = document.activeElement
  held = active && active !== document.body ? { id: active.id, start: active.selectionStart, end: active.selectionEnd } : null
}

// When the element that had focus is gone, focus goes to its successor, else to where the new part says, else to the part.
function giveFocusBack(event) {
  const target = document.getElementById(event.detail.ctx.target?.id || "")
  const said = target?.querySelector("[data-announce]") || (target?.matches("[data-announce]") ? target : null)
  announce(said?.dataset.announce)
  if (!held || (document.activeElement && document.activeElement !== document.body)) return
  const next = (held.id && document.getElementById(held.id)) || target?.querySelector("[data-focus]") || target?.querySelector("h1, h2") || target
  if (!next) return
  if (!next.matches("a, button, input, select, textarea, summary")) next.tabIndex = -1
  next.focus({ preventScroll: held.id === next.id })
  if (held.start != null && next.setSelectionRange && next.matches("textarea, input[type=text]")) next.setSelectionRange(held.start, held.end)
}

export function start() {
  document.addEventListener("htmx:config:request", addToken)
  document.addEventListener("htmx:after:request", onAnswer)
  document.addEventListener("htmx:before:swap", holdFocus)
  document.addEventListener("htmx:after:swap", giveFocusBack)
  document.addEventListener("htmx:error", (event) => {
    if (event.detail.ctx?.request) notice(pageWords().no_line)
  })
}
