// Reads a lesson aloud with a voice that lives on this device: what is read goes nowhere. Absent where there is no such voice.
import { element, wordsOf } from "./page.js"

const BLOCKS = "h2, h3, h4, h5, h6, p, li, dt, dd, th, td, pre, img[alt]"
const NOT_READ = "[hidden], .govuk-visually-hidden, .aloud, .word__meaning, details:not([open]) > :not(summary)"

export function start(bar) {
  const speech = window.speechSynthesis
  if (!speech || typeof SpeechSynthesisUtterance === "undefined" || bar.dataset.reads) return
  bar.dataset.reads = ""
  const begin = () => { if (voice(speech) && !bar.children.length) offer(bar, speech) }
  begin()
  speech.addEventListener?.("voiceschanged", begin)
}

// A voice of the device itself, in the language of the page. Others would send the words to whoever makes them.
function voice(speech) {
  const own = speech.getVoices().filter((one) => one.localService)
  const named = (lang) => own.find((one) => one.lang.replace("_", "-").toLowerCase().startsWith(lang))
  const lang = document.documentElement.lang || "en"
  return (lang === "en" && named("en-gb")) || named(lang)
}

function offer(bar, speech) {
  const words = wordsOf(bar)
  const toggle = element("button", { type: "button", class: "govuk-button govuk-button--secondary aloud__button" }, words.read)
  const again = element("button", { type: "button", class: "link-button", hidden: "" }, words.again)
  let blocks = [], at = 0, reading = 0

  function speak() {
    const run = ++reading
    if (at >= blocks.length) { at = 0; stop(); return }
    const block = blocks[at]
    if (!block.isConnected || !said(block, words)) { at += 1; speak(); return }
    const text = said(block, words)
    const one = new SpeechSynthesisUtterance(text)
    one.voice = voice(speech)
    one.lang = one.voice.lang
    one.rate = 0.95
    one.onboundary = (event) => { if (run === reading) markWord(block, text, event.charIndex) }
    one.onend = () => { if (run === reading) { unmark(block); at += 1; speak() } }
    one.onerror = () => { if (run === reading) stop() }
    block.classList.add("is-read")
    block.scrollIntoView({ block: "nearest" })
    speech.speak(one)
  }

  function go(from) {
    blocks = readable(document.getElementById(bar.dataset.reading), words)
    at = from
    speech.cancel()
    toggle.textContent = words.stop
    again.hidden = true
    speak()
  }

  function stop() {
    reading += 1
    speech.cancel()
    if (blocks[at]) unmark(blocks[at])
    toggle.textContent = at ? words.on : words.read
    again.hidden = !at
  }

  const isReading = () => toggle.textContent === words.stop
  toggle.addEventListener("click", () => { if (isReading()) stop(); else go(at) })
  again.addEventListener("click", () => { toggle.focus(); go(0) })
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && isReading()) stop() })
  window.addEventListener("pagehide", () => { if (isReading()) stop() })
  bar.append(toggle, again)
  bar.hidden = false
}

// Each piece of text once: the innermost elements that hold it, in the order of the page.
function readable(root, words) {
  return [...root.querySelectorAll(BLOCKS)].filter((one) => !one.closest(NOT_READ) && !one.querySelector(BLOCKS.replace(", img[alt]", "")) && said(one, words))
}

function said(block, words) {
  if (block.matches("img")) return block.alt
  return block.querySelector("math") ? sum(block, words).replace(/\s+/g, " ").trim() : block.textContent
}

// A sum as it is said: a fraction's line and what is raised stand in no letter of it.
function sum(node, words) {
  if (node.nodeType === Node.TEXT_NODE) return node.data
  const inside = (between) => [...node.childNodes].map((one) => sum(one, words)).join(between)
  const part = (number) => (node.children[number] ? sum(node.children[number], words) : "")
  const name = node.nodeName.toLowerCase()
  if (name === "mfrac") return ` ${part(0)} ${words.over} ${part(1)} `
  if (name === "msup") return ` ${part(0)} ${{ 2: words.squared, 3: words.cubed }[part(1).trim()] || `${words.power} ${part(1)}`} `
  if (name === "msqrt") return ` ${words.root} ${inside(" ")} `
  const gap = name.startsWith("m") && name !== "mark" ? " " : ""
  return gap + inside("") + gap
}

// The word that is being said, where the browser can mark words without touching the page.
function markWord(block, text, index) {
  if (!globalThis.CSS?.highlights || text !== block.textContent) return
  const length = (/^\S+/.exec(text.slice(index)) || [""])[0].length
  const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
  for (let passed = 0, node = walker.nextNode(); node; passed += node.length, node = walker.nextNode()) {
    if (index >= passed + node.length) continue
    const range = new Range()
    range.setStart(node, index - passed)
    range.setEnd(node, Math.min(node.length, index - passed + length))
    CSS.highlights.set("said-now", new Highlight(range))
    return
  }
}

function unmark(block) {
  block.classList.remove("is-read")
  globalThis.CSS?.highlights?.delete("said-now")
}
