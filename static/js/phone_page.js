// 'On this phone': what waits to be sent, what is kept and how much, and saying how much may be.
import { about, agree, canKeep, stop } from "./phone_keep.js"
import { element, wordsOf } from "./page.js"
import { Queue } from "./queue.js"

// The steps and files of a piece of work stand on its page.
const BELOW = /^\/my-work\/[^/]+\/./

let askInstall = null
window.addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault()
  askInstall = event
  document.querySelector("[data-install]")?.removeAttribute("hidden")
})

export function start(root) {
  if (!canKeep() || !Queue.isPossible()) return
  const words = wordsOf(root)
  const queue = new Queue()
  const part = (name) => root.querySelector(`[data-${name}]`)
  part("cannot").hidden = true
  part("can").hidden = false

  async function show() {
    const all = await queue.all()
    part("none").hidden = all.some((one) => one.state !== "sent")
    part("waits").replaceChildren(...all.reverse().map((one) => row(one.label, one.page, said(one))))
    const kept = await about()
    part("stop").hidden = !kept
    part("kept").textContent = kept ? words.size.replace("{size}", (kept.bytes / 1000000).toFixed(1)).replace("{time}", moment(kept.at)) : words.nothing
    part("pages").replaceChildren(...(kept?.pages || []).filter((one) => !BELOW.test(one.url)).map((one) => row(one.title, one.url, "")))
    if (kept?.left.length) part("kept").append(` ${words.left} ${kept.left.join(", ")}`)
    if (kept) part("agree").elements.limit.value = kept.limit
  }

  function said(one) {
    if (one.state === "stuck") return words.stuck
    const pressed = words.pressed.replace("{time}", moment(one.at))
    return one.state === "sent" ? `${pressed} ${words.sent.replace("{time}", moment(one.sentAt))}` : pressed
  }

  part("agree").addEventListener("submit", async (event) => {
    event.preventDefault()
    part("kept").textContent = words.fetching
    try {
      await agree(Number(new FormData(event.target).get("limit")))
      await show()
    } catch {
      part("kept").textContent = words.no_line
    }
  })
  part("stop").querySelector("button").addEventListener("click", async () => {
    await stop()
    await show()
    part("kept").textContent = words.gone
  })
  part("install").querySelector("button").addEventListener("click", () => askInstall?.prompt())
  document.addEventListener("phone:changed", show)
  show()
}

function row(title, url, more) {
  const main = element("div", { class: "row__body" }, element("p", { class: "row__title" }, element("a", { href: url }, title)))
  if (more) main.append(element("p", { class: "small quiet" }, more))
  return element("li", { class: "row" }, main)
}

function moment(at) {
  if (!at) return ""
  return new Intl.DateTimeFormat("en-GB", { weekday: "short", hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" }).format(at)
}
