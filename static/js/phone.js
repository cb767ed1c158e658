// On a pupil's own device: a form that says `data-queue` is taken here first and then sent, now or when there is a line;
// what waits is said on every page, and what they agreed to keep is kept up to date.
import { keepNow, keepUp } from "./phone_keep.js"
import { drop } from "./kept.js"
import { account, announce, element, notice, pageWords, wordsOf } from "./page.js"
import { Queue } from "./queue.js"
import { DONE, LATER, NO_LINE, sendAll, sendOne, SIGNED_OUT } from "./sending.js"
import { signInHere } from "./sign_in.js"

const TRY_AGAIN = 30000

export function start(root) {
  if (!account() || !Queue.isPossible()) return
  new Phone(root).begin()
}

class Phone {
  constructor(root) {
    this.root = root
    this.words = wordsOf(root)
    this.queue = new Queue()
  }

  begin() {
    document.addEventListener("submit", (event) => this.onSubmit(event))
    window.addEventListener("online", () => this.send())
    if ("keptAt" in document.body.dataset) this.sayKept()
    this.settleOpened().then(() => this.show()).then(() => this.first())
    setInterval(() => { if (this.isWaiting) this.send() }, TRY_AGAIN)
  }

  // Where nothing waits, a page asks for nothing more than what is due to be kept.
  first() {
    if (this.isWaiting || "keptAt" in document.body.dataset) this.send()
    else keepUp().then((is) => is && this.show()).catch(() => {})
  }

  async onSubmit(event) {
    const form = event.target
    const pressed = event.submitter
    if (event.defaultPrevented || form.method !== "post" || "asEver" in form.dataset) return undefined
    const onwards = stepFrom(form, pressed)
    const isQueued = form.matches("form[data-queue]") && !pressed?.hasAttribute("formaction") && !pressed?.hasAttribute("data-needs-line")
    if (!isQueued && !onwards) return this.withoutLine(event, form)
    event.preventDefault()
    const body = new FormData(form)
    if (pressed?.name) body.append(pressed.name, pressed.value)
    if (!isQueued) return this.step(form, pressed, body, onwards)
    let one
    try {
      one = await this.take(form, pressed, body)
    } catch { // no room: as without script, once there is a line
      return navigator.onLine ? asEver(form, pressed) : this.withoutLine(event, form)
    }
    const { how, url, status } = await sendOne(this.queue, one, this.root.dataset.page)
    if (url) return location.assign(url + hashOf(onwards))
    if (status) return this.open(one)
    if (onwards && how === NO_LINE) return location.assign(onwards)
    await this.show()
    if (how === SIGNED_OUT) await this.signIn()
    return undefined
  }

  // From step to step. What was answered saves itself; where no answer comes, the next page lies here too.
  async step(form, pressed, body, onwards) {
    const headers = { "X-Requested-With": "phone" }
    const answer = await fetch(form.action, { method: "POST", body, headers, redirect: "manual" }).catch(() => null)
    if (!answer || answer.type === "opaqueredirect" || LATER.includes(answer.status)) return location.assign(onwards)
    if (answer.status === 401 && !(await this.signIn())) return stay(form)
    return asEver(form, pressed)
  }

  // What cannot wait is not sent into the void: the page stays, with all that was typed.
  withoutLine(event, form) {
    if (navigator.onLine) return
    event.preventDefault()
    stay(form)
    notice(pageWords().no_line)
  }

  async take(form, pressed, body) {
    const packed = new Response(body)
    const type = packed.headers.get("Content-Type")
    const url = new URL(form.action).pathname
    const before = isStep(form) ? (await this.queue.waiting()).filter((each) => each.url === url) : []
    const head = { url, method: "POST", type, label: form.dataset.queue, page: location.pathname, button: pressed?.textContent.trim() || "" }
    const id = await this.queue.add(head, await packed.arrayBuffer())
    for (const each of before) await this.queue.remove(each)
    for (const area of form.querySelectorAll("[data-draft-url]")) drop(area.dataset.draftUrl)
    for (const box of form.querySelectorAll("textarea[id]")) drop(`${url}#${box.id}`)
    return (await this.queue.all()).find((each) => each.id === id)
  }

  // As the browser itself would have sent it: the answer is the page with the reason, and what was typed in its boxes.
  async open(one) {
    const form = element("form", { method: "post", action: one.url, enctype: "multipart/form-data", hidden: "" })
    for (const [name, value] of await this.queue.form(one)) {
      if (typeof value === "string") form.append(hiddenField(name, value))
      else if (value.size) form.append(fileField(name, value))
    }
    form.querySelector("[name=csrf_token]").value = document.querySelector('meta[name="csrf-token"]').content
    document.body.append(form)
    await this.queue.change(one, { state: "opened" })
    form.submit()
  }

  // The answer stands at the address that it was sent to, with all that was typed. Any other page is none.
  async settleOpened() {
    const step = performance.getEntriesByType("navigation")[0]?.type
    const isAnswer = step === "navigate" && !("keptAt" in document.body.dataset)
    for (const one of (await this.queue.all()).filter((each) => each.state === "opened")) {
      if (isAnswer && one.url === location.pathname) await this.queue.remove(one)
      else await this.queue.change(one, { state: "stuck" })
    }
  }

  async send() {
    const { how, sent } = await sendAll(this.queue, this.root.dataset.page)
    if (sent.length) {
      announce(this.words.sent)
      keepNow().catch(() => {})
    }
    await this.show(sent)
    if (how === SIGNED_OUT && this.isWaiting) this.offerSignIn()
    const isKept = "keptAt" in document.body.dataset
    if (how === DONE && isKept) this.sayLine()
    if (how === NO_LINE && isKept) this.sayKept()
  }

  // One line for all that waits, and in the place of a form that was pressed: that it was.
  async show(sent = []) {
    const waits = await this.queue.waiting()
    this.isWaiting = waits.some((one) => one.state === "waits")
    this.put("waits", waits.length && [this.words.waits.replace("{count}", waits.length), link(this.root.dataset.page, this.words.see)])
    for (const form of document.querySelectorAll("form[data-queue], form[data-steps]")) {
      const path = new URL(form.action).pathname
      const one = waits.filter((each) => each.url === path || each.url === workOf(form)).pop()
      const gone = sent.find((each) => each.url === path)
      if (gone) location.assign(gone.went)
      else if (!isStep(form) || one?.url !== path) this.replace(form, one)
      else if (!this.isFilled) this.fill(form, one)
    }
    document.dispatchEvent(new CustomEvent("phone:changed"))
  }

  replace(form, one) {
    const said = document.getElementById(`pressed-${form.id}`)
    if (said) said.remove()
    form.hidden = Boolean(one)
    if (!one) return
    const words = one.state === "stuck" ? this.words.odd
      : this.words.pressed.replace("{button}", `‘${one.button}’`).replace("{time}", clock(one.at))
    const act = isStep(form) ? link(this.root.dataset.page, this.words.see) : one.state === "stuck" ? press(this.words.look, () => this.open(one)) : press(this.words.back, () => this.takeBack(form, one))
    const box = element("section", { class: "card", id: `pressed-${form.id}`, tabindex: "-1" }, element("p", {}, words), element("p", {}, act))
    form.before(box)
    box.focus()
  }

  // Before it was sent: the words are in their boxes again, and kept as ever.
  async takeBack(form, one) {
    await this.fill(form, one)
    await this.queue.remove(one)
    delete form.dataset.pressed
    form.removeAttribute("aria-busy")
    await this.show()
    form.querySelector("textarea, input:not([type=hidden]), button")?.focus()
  }

  async fill(form, one) {
    this.isFilled = true
    const typed = await this.queue.form(one)
    for (const box of form.querySelectorAll("textarea[name], input.govuk-input[name], input[type=radio]")) {
      const words = typed.get(box.name)
      if (!words) continue
      if (box.type === "radio") box.checked = box.value === words
      else box.value = words
      box.dispatchEvent(new Event("input", { bubbles: true }))
    }
  }

  sayKept() {
    const at = new Date(document.body.dataset.keptAt)
    this.put("kept", [this.words.kept.replace("{time}", isNaN(at) ? "" : moment(at)), press(this.words.again, () => this.send())])
  }

  sayLine() {
    this.put("kept", [this.words.now, link(location.href, this.words.reload)])
  }

  offerSignIn() {
    this.put("out", [this.words.out, press(this.words.in, () => this.signIn())])
  }

  async signIn() {
    this.offerSignIn()
    if (!(await signInHere())) return false
    this.put("out", null)
    await this.send()
    return true
  }

  put(name, said) {
    this.root.querySelector(`[data-said=${name}]`)?.remove()
    if (!said) return
    const [words, act] = said
    const text = element("p", {}, words)
    if (act.matches("a")) text.append(" ", act)
    const box = element("div", { class: "notice", "data-said": name }, text)
    if (!act.matches("a")) box.append(element("p", {}, act))
    this.root.append(box)
  }
}

// To the step after or before, and from the last one to where it is handed in.
function stepFrom(form, pressed) {
  const [, work, here] = location.pathname.match(/^(\/my-work\/[^/]+)\/steps\/(\d+)$/) || []
  const by = { next: 1, back: -1 }[pressed?.name === "to" && pressed.value]
  if (!work || !by || !form.dataset.steps) return ""
  const to = Math.max(Number(here) + by, 1)
  return to > Number(form.dataset.steps) ? `${work}#box` : `${work}/steps/${to}`
}

// Once the work is handed in, its steps are closed too, though it waits here.
function workOf(form) {
  return isStep(form) && location.pathname.replace(/steps\/\d+$/, "hand-in")
}

function isStep(form) {
  return "steps" in form.dataset
}

function hashOf(url) {
  return url.includes("#") ? `#${url.split("#")[1]}` : ""
}

// What stands in its boxes is no form's on its way any more, and saves itself again.
function stay(form) {
  delete form.dataset.pressed
  form.removeAttribute("aria-busy")
  for (const box of form.querySelectorAll("textarea, [data-draft-url]")) box.dispatchEvent(new Event("input", { bubbles: true }))
}

// As without script.
function asEver(form, pressed) {
  form.dataset.asEver = ""
  delete form.dataset.pressed
  form.requestSubmit(pressed)
}

function hiddenField(name, value) {
  const area = element("textarea", { name })
  area.value = value
  return area
}

function fileField(name, file) {
  const input = element("input", { type: "file", name, multiple: "" })
  const moved = new DataTransfer()
  moved.items.add(file)
  input.files = moved.files
  return input
}

function link(href, words) {
  return element("a", { href }, words)
}

function press(words, act) {
  const button = element("button", { type: "button", class: "link-button" }, words)
  button.addEventListener("click", act)
  return button
}

function clock(at) {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" }).format(at)
}

function moment(at) {
  const day = new Intl.DateTimeFormat("en-GB", { weekday: "long", timeZone: "Europe/London" }).format(at)
  return `${clock(at)} (${day})`
}
