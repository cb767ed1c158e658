// A word to know: its meaning opens beside it, and closes with the same tap. Without script the word leads to the list.
import { element } from "./page.js"

let begun = false

export function start() {
  if (begun) return
  begun = true
  document.addEventListener("click", (event) => {
    const word = event.target.closest("a.word[data-meaning]")
    if (!word) return
    event.preventDefault()
    const open = document.getElementById(word.getAttribute("aria-details") || "")
    if (open) { close(word, open); return }
    const id = `meaning-${Math.random().toString(36).slice(2)}`
    const place = word.closest("p, li, td, th, blockquote") || word.parentElement
    place.after(wrapped(place, element("span", { class: "word__meaning", id, role: "status" }, `${word.textContent}: ${word.dataset.meaning}`)))
    word.setAttribute("aria-details", id)
    word.setAttribute("aria-expanded", "true")
  })
}

// A list or a table may hold nothing but its own parts: there the meaning goes inside.
function wrapped(place, meaning) {
  if (!place.matches("li, td, th")) return meaning
  place.append(meaning)
  return ""
}

function close(word, open) {
  open.remove()
  word.removeAttribute("aria-details")
  word.setAttribute("aria-expanded", "false")
}
