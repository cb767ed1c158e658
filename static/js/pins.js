// A place on a photo, pointed at or moved to with the arrow keys; the form beside it says the same in words, and is what
// is sent.
import { element, wordsOf } from "./page.js"

const WHOLE = 1000
const STEP = 20
const NAMES = ["top-left", "top", "top-right", "left", "middle", "right", "bottom-left", "bottom", "bottom-right"]
const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

export function start() {
  document.addEventListener("click", onClick)
  document.addEventListener("change", onChange)
  document.addEventListener("keydown", onKey)
}

// M: to the form; the mark stands on the photo at once, so that it can be moved.
export function open() {
  const form = pinForm()
  if (!form) return null
  form.closest("details").open = true
  show(form)
  return form.elements.piece.options.length > 1 ? form.elements.piece : form.elements.place
}

function pinForm() {
  return document.getElementById("pin-form")
}

function onClick(event) {
  const form = pinForm()
  if (!form) return
  if (event.target.closest("[data-pin-move]")) { show(form)?.focus(); return }
  const photo = event.target.closest("[data-pin-on]")
  if (!photo || event.target.closest("a, button")) return
  const box = photo.querySelector("img").getBoundingClientRect()
  form.closest("details").open = true
  form.elements.piece.value = photo.dataset.pinOn
  put(form, (event.clientX - box.left) / box.width * WHOLE, (event.clientY - box.top) / box.height * WHOLE)
  form.elements.words.focus()
}

// Chosen by its name: the middle of that place.
function onChange(event) {
  const form = event.target.form
  if (!form || form !== pinForm() || !["piece", "place"].includes(event.target.name)) return
  form.elements.x.value = form.elements.y.value = ""
  show(form)
}

function onKey(event) {
  const mark = event.target.closest?.(".pin-mark")
  const form = pinForm()
  if (!mark || !form) return
  if (event.key === "Enter") { event.preventDefault(); form.elements.words.focus(); return }
  const move = MOVES[event.key]
  if (!move) return
  event.preventDefault()
  const step = event.shiftKey ? STEP / 4 : STEP
  const [x, y] = pointOf(form)
  put(form, x + move[0] * step, y + move[1] * step)
  document.querySelector(".pin-mark")?.focus()
}

function put(form, x, y) {
  const [left, top] = [x, y].map((one) => Math.round(Math.min(WHOLE, Math.max(0, one))))
  form.elements.x.value = left
  form.elements.y.value = top
  form.elements.place.value = NAMES[third(top) * 3 + third(left)]
  show(form)
}

function third(one) {
  return Math.min(2, Math.floor(one * 3 / WHOLE))
}

function pointOf(form) {
  if (form.elements.x.value !== "") return [Number(form.elements.x.value), Number(form.elements.y.value)]
  const at = NAMES.indexOf(form.elements.place.value)
  return [at % 3, Math.floor(at / 3)].map((one) => (2 * one + 1) * WHOLE / 6)
}

// The mark that is not said yet, on the photo that was chosen.
function show(form) {
  const photo = document.querySelector(`[data-pin-on="${form.elements.piece.value}"]`)
  if (!photo) return null
  let mark = document.querySelector(".pin-mark")
  if (mark?.parentElement !== photo) {
    mark?.remove()
    mark = element("button", { type: "button", class: "pin-mark" })
    photo.append(mark)
  }
  const [x, y] = pointOf(form)
  mark.style.left = `${x / 10}%`
  mark.style.top = `${y / 10}%`
  const place = form.elements.place.selectedOptions[0]?.textContent || ""
  mark.setAttribute("aria-label", `${place}. ${wordsOf(form).mark}`)
  return mark
}
