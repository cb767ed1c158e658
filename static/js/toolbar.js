// A small toolbar that writes Markdown into a plain box. Without it the box is the same box.
import { element, wordsOf } from "./page.js"

const TOOLS = [
  { name: "bold", around: "**", key: "b" },
  { name: "italic", around: "_", key: "i" },
  { name: "heading", before: "## " },
  { name: "list", before: "- " },
  { name: "link", link: true, key: "k" },
  { name: "sum", around: "$" },
]

export function start(area) {
  const words = wordsOf(area)
  const bar = element("div", { class: "toolbar", role: "toolbar", "aria-label": words.toolbar, "aria-controls": area.id })
  const buttons = TOOLS.map((tool, place) => {
    const button = element("button", { type: "button", tabindex: place ? "-1" : "0" }, words[tool.name])
    button.addEventListener("click", () => use(area, tool, words))
    return button
  })
  bar.append(...buttons)
  bar.addEventListener("keydown", (event) => walk(event, buttons))
  area.before(bar)
  area.addEventListener("keydown", (event) => {
    const tool = (event.ctrlKey || event.metaKey) && !event.altKey && TOOLS.find((each) => each.key === event.key.toLowerCase())
    if (!tool) return
    event.preventDefault()
    use(area, tool, words)
  })
}

// One stop for the tab key; arrows move within.
function walk(event, buttons) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
  if (!step) return
  const here = buttons.indexOf(document.activeElement)
  const next = buttons[(here + step + buttons.length) % buttons.length]
  buttons.forEach((button) => { button.tabIndex = button === next ? 0 : -1 })
  next.focus()
  event.preventDefault()
}

function use(area, tool, words) {
  const { selectionStart: from, selectionEnd: to, value } = area
  const chosen = value.slice(from, to)
  if (tool.before) return lines(area, tool.before)
  const inner = chosen || words[`${tool.name}_words`] || words.here
  const made = tool.link ? `[${inner}](https://)` : `${tool.around}${inner}${tool.around}`
  area.setRangeText(made, from, to, "end")
  const start = from + (tool.link ? 1 : tool.around.length)
  return done(area, start, start + inner.length)
}

function lines(area, mark) {
  const from = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1
  const to = area.selectionEnd
  const marked = area.value.slice(from, to).split("\n").map((line) => (line.startsWith(mark) ? line.slice(mark.length) : mark + line)).join("\n")
  area.setRangeText(marked, from, to, "end")
  done(area, from + marked.length, from + marked.length)
}

function done(area, from, to) {
  area.focus()
  area.setSelectionRange(from, to)
  area.dispatchEvent(new Event("input", { bubbles: true }))
}
