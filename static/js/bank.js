// Words that somebody keeps, put into the box that they were last in: by a press, or by the number of the first nine.
const BOXES = "form[data-answer] textarea, #remark-words, #pin-words"
let last = null

export function start() {
  document.addEventListener("focusin", (event) => { if (event.target.matches(BOXES)) last = event.target })
  document.addEventListener("click", onClick)
  document.addEventListener("keydown", onKey)
}

// B: opens them, with the first in focus. Without any, the box for the first.
export function open() {
  const bank = document.getElementById("bank")
  if (!bank) return null
  bank.open = true
  return bank.querySelector("[data-put]") || bank.querySelector("textarea")
}

function onClick(event) {
  const button = event.target.closest("[data-put]")
  if (button) put(button.dataset.put)
}

function onKey(event) {
  if (!/^[1-9]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return
  if (!event.target.matches?.("[data-put]")) return
  const button = document.querySelectorAll("#bank [data-put]")[Number(event.key) - 1]
  if (!button) return
  event.preventDefault()
  put(button.dataset.put)
}

function put(words) {
  const box = last?.isConnected ? last : document.querySelector("form[data-answer] [name=text]")
  if (!box) return
  if (box !== last) box.setSelectionRange(box.value.length, box.value.length)
  const before = box.value.slice(0, box.selectionStart)
  const space = before && !/\s$/.test(before) ? " " : ""
  box.setRangeText(space + words, box.selectionStart, box.selectionEnd, "end")
  box.dispatchEvent(new Event("input", { bubbles: true }))
  box.focus()
}
