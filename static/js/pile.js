// A pile worked through from the keyboard: J next, K back, Ctrl+Enter sends. Letters do nothing while a box is being
// typed in, and the person can turn them off.
const OFF = "pile-keys-off"

export function start(pile) {
  const toggle = document.querySelector("[data-keys-toggle]")
  const show = () => { if (toggle) toggle.textContent = isOff() ? toggle.dataset.on : toggle.dataset.off }
  toggle?.addEventListener("click", () => { setOff(!isOff()); show() })
  show()
  document.addEventListener("keydown", (event) => onKey(event, pile.id))
}

function onKey(event, id) {
  const pile = document.getElementById(id)
  if (!pile) return
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { send(event); return }
  if (isOff() || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, textarea, select, [contenteditable]")) return
  const step = { j: 1, k: -1 }[event.key.toLowerCase()]
  if (!step) return
  const items = [...pile.querySelectorAll("[data-pile-item]")]
  const here = items.findIndex((item) => item.hasAttribute("aria-current"))
  const next = items[here + step]
  if (!next) return
  event.preventDefault()
  next.focus()
  next.click()
}

function send(event) {
  const form = event.target.closest?.("form") || document.querySelector("form[data-answer]")
  const button = form?.querySelector("[data-primary]")
  if (!button || button.getAttribute("aria-disabled") === "true") return
  event.preventDefault()
  form.requestSubmit(button)
}

function isOff() {
  try { return localStorage.getItem(OFF) === "1" } catch { return false }
}

function setOff(off) {
  try { localStorage.setItem(OFF, off ? "1" : "0") } catch { /* kept for this page only */ }
}
