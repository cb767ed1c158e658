// The steps of a lesson, dragged into another order. Up and Down do the same without a mouse.
import { announce, wordsOf } from "./page.js"

export function start(list) {
  const words = wordsOf(list)
  let carried = null
  for (const row of list.children) row.draggable = true
  list.addEventListener("dragstart", (event) => {
    carried = event.target.closest("[data-place]")
    event.dataTransfer.effectAllowed = "move"
    event.dataTransfer.setData("text/plain", "")
  })
  list.addEventListener("dragover", (event) => {
    if (!carried) return
    event.preventDefault()
    mark(list, event.target.closest("[data-place]"))
  })
  list.addEventListener("dragend", () => { carried = null; mark(list, null) })
  list.addEventListener("drop", (event) => {
    const onto = event.target.closest("[data-place]")
    if (!carried || !onto) return
    event.preventDefault()
    place(carried, [...list.children].indexOf(onto) + 1, words)
  })
}

function mark(list, over) {
  for (const row of list.children) row.classList.toggle("lesson-step--over", row === over)
}

// The row's own button does it, with another number: so it goes the same way as without a mouse.
function place(row, to, words) {
  const button = row.querySelector("button[name=to]")
  button.value = to
  button.click()
  announce(`${words.moved} ${to}`)
}
