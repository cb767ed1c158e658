// A pile worked through from the keyboard: J next, K back, W to the box, P to the praise, C to say something of what is
// selected, M of a place on a photo, Ctrl+Enter sends (with Shift: the other button), U takes back. Letters do nothing
// while a box is being typed in, and the person can turn them off.
import { open as ofBank, start as startBank } from "./bank.js"
import { open as ofPlace, start as startPins } from "./pins.js"

const OFF = "pile-keys-off"
let begun = false

export function start(pile) {
  const toggle = document.querySelector("[data-keys-toggle]")
  const show = () => { if (toggle) toggle.textContent = isOff() ? toggle.dataset.on : toggle.dataset.off }
  toggle?.addEventListener("click", () => { setOff(!isOff()); show() })
  show()
  pile.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" })
  if (begun) return
  begun = true
  document.addEventListener("keydown", onKey)
  document.addEventListener("submit", holdBack, true)
  startPins()
  startBank()
  document.addEventListener("htmx:after:swap", arrived)
}

// The next one stands at the top of the window, under its own title; what was said before it is not said again.
function arrived(event) {
  const desk = document.querySelector("[data-title]")
  if (!desk || event.detail.ctx?.target?.id !== desk.id) return
  document.title = desk.dataset.title
  document.getElementById("notice")?.replaceChildren()
  if (desk.getBoundingClientRect().top < 0) desk.scrollIntoView({ block: "start" })
}

function onKey(event) {
  const pile = document.querySelector("ol.pile")
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { send(event); return }
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]")
  if (event.key === "Escape" && typing?.form?.matches("[data-answer]")) { place(pile)?.focus(); return }
  if (isOff() || event.ctrlKey || event.metaKey || event.altKey || typing) return
  const key = event.key.toLowerCase()
  if (key === "w") press(event, document.querySelector("form[data-answer] [name=text]"), "focus")
  if (key === "p") press(event, document.querySelector("form[data-answer] [name=praise]"), "focus")
  if (key === "c") press(event, ofSelection(), "focus")
  if (key === "b") press(event, ofBank(), "focus")
  if (key === "m") press(event, ofPlace(), "focus")
  if (key === "u") press(event, document.querySelector("[data-undo] button"), "click")
  const step = { j: 1, k: -1 }[key]
  if (!step || !pile) return
  const items = [...pile.querySelectorAll("[data-pile-item]")]
  const here = items.findIndex((item) => item.hasAttribute("aria-current"))
  const next = items[here + step]
  if (!next) return
  event.preventDefault()
  next.focus()
  next.click()
}

function place(pile) {
  return pile?.querySelector("[aria-current]") || pile?.querySelector("[data-pile-item]")
}

// What is selected in the work is what is spoken of: its words, and where they stand.
function ofSelection() {
  const form = document.getElementById("remark-form")
  if (!form) return null
  form.closest("details").open = true
  const range = window.getSelection()?.rangeCount ? window.getSelection().getRangeAt(0) : null
  const text = range && !range.collapsed && within(range, "#handed-in > .as-written")
  if (!text) return form.elements.quote
  const before = document.createRange()
  before.setStart(text, 0)
  before.setEnd(range.startContainer, range.startOffset)
  form.elements.quote.value = wordsIn(range)
  form.elements.near.value = wordsIn(before).length
  return form.elements.words
}

function within(range, where) {
  const at = range.commonAncestorContainer
  return (at.nodeType === Node.ELEMENT_NODE ? at : at.parentElement).closest(where)
}

function wordsIn(range) {
  const part = range.cloneContents()
  for (const number of part.querySelectorAll(".remarked__number")) number.remove()
  return part.textContent
}

function press(event, element, how) {
  if (!element) return
  event.preventDefault()
  element[how]()
}

// Returning takes all of the page along: words that stand in another of its boxes are not left behind.
function holdBack(event) {
  if (!event.target.matches("form[data-answer]")) return
  const said = document.querySelector("[data-unsent]")
  const boxes = document.querySelectorAll("#answer-desk form:not([data-answer]) :is(textarea, input[maxlength])")
  const left = [...boxes].find((box) => box.value !== box.defaultValue && box.value.trim())
  if (said) said.textContent = left ? said.dataset.unsent : ""
  if (!left) return
  event.preventDefault()
  event.stopImmediatePropagation()
  for (let at = left.closest("details"); at; at = at.parentElement.closest("details")) at.open = true
  left.focus()
}

// A key held down sends once: the next one's words are not sent by it.
function send(event) {
  const form = event.target.closest?.("form") || document.querySelector("form[data-answer]")
  const button = (event.shiftKey && form?.querySelector("[data-secondary]")) || form?.querySelector("[data-primary]")
  if (!button || button.getAttribute("aria-disabled") === "true") return
  event.preventDefault()
  if (!event.repeat) form.requestSubmit(button)
}

function isOff() {
  try { return localStorage.getItem(OFF) === "1" } catch { return false }
}

function setOff(off) {
  try { localStorage.setItem(OFF, off ? "1" : "0") } catch { /* kept for this page only */ }
}
