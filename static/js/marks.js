// The boxes of a class list: Enter goes to the next one and marks what stands there, Shift and Enter to the one before.
// From the last it goes on to what follows the list, so that no key sends a list half filled.
export function start(table) {
  const form = table.closest("form")
  const hint = document.querySelector("[data-boxes-hint]")
  if (hint) hint.hidden = false
  table.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return
    if (!event.target.matches("input")) return
    event.preventDefault()
    const boxes = [...form.elements].filter((one) => one.type === "text")
    const next = boxes[boxes.indexOf(event.target) + (event.shiftKey ? -1 : 1)]
    if (!next) return
    next.focus()
    next.select()
  })
}
