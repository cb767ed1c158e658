// The help page without a line: nothing is queued, and nothing is said to be sent that was not. On a person's own device
// a page of numbers is kept; on a shared one nothing is, and what lay there goes.
import { isShared } from "./page.js"
import { forget, SHELF } from "./shelf.js"

const PAGES = ["/help/kept", "/help/not-sent"]
const PATIENCE = 20000

export function start(form) {
  form.addEventListener("submit", (event) => send(event, form))
  if (isShared()) forget()
  else keep()
}

async function send(event, form) {
  event.preventDefault()
  if ("pressed" in form.dataset) return
  form.dataset.pressed = ""
  form.setAttribute("aria-busy", "true")
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), PATIENCE)
  try {
    if (!navigator.onLine) throw new TypeError("no line")
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form), signal: patience.signal })
    // Where it was refused the browser sends it itself, for the page with the reason; what arrived is taken once. Another
    // page than this one is the way in: nobody is signed in here any more, and nothing was sent.
    if (!answer.ok) form.submit()
    else if (new URL(answer.url).pathname === location.pathname) arrived()
    else say(false)
  } catch (problem) {
    say(problem.name === "AbortError")
  } finally {
    clearTimeout(timer)
    delete form.dataset.pressed
    form.removeAttribute("aria-busy")
  }
}

function arrived() {
  history.replaceState(null, "", "#asked")
  location.reload()
}

function say(unsure) {
  const box = document.getElementById("not-sent")
  box.hidden = false
  const more = box.querySelector("[data-unsure]")
  more.hidden = !unsure
  box.querySelector("h2").hidden = unsure
  box.tabIndex = -1
  box.focus()
}

async function keep() {
  if (!("serviceWorker" in navigator) || !window.caches) return
  try {
    await navigator.serviceWorker.register("/help-worker.js", { scope: "/help" })
    const shelf = await caches.open(SHELF)
    const styles = [...document.querySelectorAll('link[rel="stylesheet"]')].map((link) => link.href)
    await shelf.addAll([...PAGES, ...styles])
  } catch { /* nothing is kept: without a line the browser says so itself */ }
}
