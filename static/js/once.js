// A second press does nothing. The server holds the promise; this only spares the waiting.
const AGAIN_AFTER = 12000

export function start() {
  document.addEventListener("submit", (event) => {
    const form = event.target
    if (event.defaultPrevented || form.method !== "post") return
    if ("pressed" in form.dataset) { event.preventDefault(); return }
    form.dataset.pressed = ""
    form.setAttribute("aria-busy", "true")
    setTimeout(() => release(form), AGAIN_AFTER)
  })
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-pressed]").forEach(release))
}

function release(form) {
  delete form.dataset.pressed
  form.removeAttribute("aria-busy")
}
