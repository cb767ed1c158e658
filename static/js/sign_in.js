// Signing in again without leaving the page. Gives true only when the same person is signed in again.
import { account, element, notice, pageWords, takeToken, whoNow } from "./page.js"

let open = null

export function signInHere(url) {
  open ??= ask(url || document.body.dataset.signIn).finally(() => { open = null })
  return open
}

async function ask(url) {
  const dialog = element("dialog", { class: "dialog", "aria-label": pageWords().signed_out })
  const body = element("div")
  const close = element("button", { type: "button", class: "link-button" }, pageWords().closed)
  close.addEventListener("click", () => dialog.close())
  dialog.append(element("p", {}, pageWords().signed_out), body, close)
  document.body.append(dialog)
  dialog.showModal()
  try {
    fill(body, await (await fetch(url, { headers: { "HX-Request": "true" } })).text())
    return (await untilDone(dialog, body)) && (await isSamePerson())
  } catch {
    return false
  } finally {
    dialog.remove()
  }
}

function fill(body, html) {
  body.innerHTML = html
  for (const element of body.querySelectorAll("[data-script]")) {
    import(element.dataset.script).then((module) => module.start(element))
  }
  body.querySelector("input:not([type=hidden]), button")?.focus()
}

function untilDone(dialog, body) {
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(false))
    body.addEventListener("proved", () => resolve(true))
    body.addEventListener("submit", async (event) => {
      event.preventDefault()
      const form = event.target
      const data = new URLSearchParams(new FormData(form, event.submitter))
      try {
        const answer = await fetch(form.action, { method: "POST", body: data, headers: { "HX-Request": "true" } })
        if (answer.ok) resolve(true)
        else fill(body, await answer.text())
      } catch {
        fill(body, body.innerHTML)
      }
    })
  })
}

async function isSamePerson() {
  const now = await whoNow()
  if (now && now.account === account()) {
    takeToken(now.token)
    return true
  }
  notice(pageWords().other_person)
  return false
}
