// Every text longer than a line saves itself, and always says in words where it is.
import { asOne } from "./answer.js"
import { Box } from "./box.js"
import * as store from "./kept.js"
import { account, pageWords } from "./page.js"
import { PlainBox } from "./plain.js"
import { forgetAll, keepOnlyOwn } from "./shelf.js"

const KEPT = [
  "form[method=post] textarea[id]:not([data-met-saving], [data-not-kept='']:not([data-draft-url]), [readonly])",
  "form[method=post] fieldset[data-draft-url]:not([data-met-saving])",
  "form[data-keep-lines] :is(input.govuk-input, select)[id]:not([data-met-saving])",
].join()
const boxes = new Set()
let begun = false

// What must not be found on a device in other hands says `data-not-kept`: saved on the server where it has a draft,
// asked for before it is left behind where it says "asks", and else its own page's affair.
export function start(root) {
  if (!begun) begin()
  const since = typedSince()
  for (const area of root.querySelectorAll(KEPT)) {
    area.dataset.metSaving = ""
    const box = area.dataset.draftUrl ? new Box(area.matches("fieldset") ? asOne(area) : area) : new PlainBox(area)
    boxes.add(box)
    if (since.has(box.url)) box.goOnFrom(since.get(box.url))
  }
}

// Boxes that are gone from the page save themselves; what was typed while their form was away goes on in their successor.
function typedSince() {
  const since = new Map()
  for (const box of boxes) {
    if (box.area.isConnected) continue
    if (box.wasSent && box.isUnsaved()) { since.set(box.url, box.area.value); box.letGo() } else box.leave()
    box.close?.()
    boxes.delete(box)
  }
  return since
}

function begin() {
  begun = true
  keepOnlyOwn(account())
  store.settleSent()
  store.sendAgain([...document.querySelectorAll("[data-draft-url]")].map((area) => area.dataset.draftUrl))
  const leaveAll = () => boxes.forEach((box) => box.leave())
  window.addEventListener("pagehide", leaveAll)
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") leaveAll() })
  window.addEventListener("online", () => boxes.forEach((box) => box.now()))
  window.addEventListener("beforeunload", warn)
  document.addEventListener("submit", askFirst, true)
  document.addEventListener("submit", onSubmit)
  // A button that sends its form by itself takes the words too, before htmx reads them.
  document.addEventListener("click", ({ target }) => { const button = sender(target); if (button) sentAndStays(button.form) }, true)
  // What htmx sends no page is left for: whether it arrived is known at once.
  document.addEventListener("htmx:after:request", ({ detail: { ctx } }) => answered(ctx))
  document.addEventListener("htmx:error", ({ detail: { ctx } }) => answered(ctx))
}

function warn(event) {
  if (document.documentElement.hidden) return
  if ([...boxes].some((box) => box.wouldBeLost())) event.preventDefault()
}

// A form goes, and another one's words would stay behind unsent.
function askFirst(event) {
  const form = event.target
  const left = [...boxes].some((box) => box.area.form !== form && box.wouldBeLeftBehind?.())
  if (left && !form.matches("[data-sign-out]") && !window.confirm(pageWords().left_behind)) {
    event.preventDefault()
    event.stopImmediatePropagation()
    return
  }
  // Its words are taken before htmx, which hears of it next, reads the form.
  if (form.matches("[hx-boost]")) sent(form)
}

// A form carries its own words; they stay kept here until a page shows that they arrived.
function onSubmit(event) {
  const form = event.target
  if (form.matches("[data-sign-out]")) return onSignOut(event)
  if (event.defaultPrevented) return undefined
  sent(form)
  return undefined
}

function sent(form) {
  for (const box of boxes) if (box.area.form === form) box.sentWithForm()
}

function sender(element) {
  return element.closest?.("button[data-takes-words]")
}

function sentAndStays(form) {
  sent(form)
  for (const box of boxes) if (box.area.form === form) box.wasSent = box.waits = true
}

function answered(ctx) {
  const form = ctx?.request?.form
  const status = ctx?.response?.status || 0
  for (const box of boxes) if (box.area.form === form) box.goOn?.()
  // The answer holds the form with what was typed, or asks to sign in and sends it again.
  if (!(form?.matches("[hx-boost]") || sender(ctx.sourceElement)) || [401, 409, 422].includes(status)) return
  for (const box of boxes) {
    if (box.area.form !== form) continue
    if (status && status < 400) box.store.drop(box.url || box.name)
    else box.typed()
  }
}

function onSignOut(event) {
  const unsaved = [...boxes].some((box) => box.isUnsaved())
  if ((unsaved || store.count()) && !window.confirm(pageWords().unsent)) {
    event.preventDefault()
    return
  }
  event.preventDefault()
  boxes.forEach((box) => box.letGo())
  store.dropAll()
  forgetAll().then(() => event.target.submit())
}
