// On a pupil's own device: a form that says `data-queue` is taken here first and then sent, now or when there is a line;
// what waits is said on every page, and what they agreed to keep is kept up to date.
import { keepNow, keepUp } from "./phone_keep.js"
import { drop } from "./kept.js"
import { account, announce, element, notice, pageWords, wordsOf } from "./page.js"
import { Queue } from "./queue.js"
import { DONE, NO_LINE, sendAll, sendOne, SIGNED_OUT } from "./sending.js"
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
    this.queue = new Queue(root.dataset.key)
  }

  begin() {
    document.addEventListener("submit", (event) => this.onSubmit(event))
    window.addEventListener("online", () => this.send())
    if ("keptAt" in document.body.dataset) this.sayKept()
    this.show().then(() => this.first())
    setInterval(() => { if (this.isWaiting) this.send() }, TRY_AGAIN)
  }

  // Where nothing waits, a page asks for nothing more than what is due to be kept.
  first() {
    if (this.isWaiting || "keptAt" in document.body.dataset) this.send()
    else keepUp().catch(() => {})
  }

  async onSubmit(event) {
    const form = event.target
    const other = event.submitter?.hasAttribute("formaction")
    if (event.defaultPrevented || form.method !== "post") return
    if (other || !form.matches("form[data-queue]")) { this.withoutLine(event, form); return }
    event.preventDefault()
    const body = new FormData(form)
    if (event.submitter?.name) body.append(event.submitter.name, event.submitter.value)
    let one
    try {
      one = await this.take(form, event.submitter, body)
    } catch {
      form.submit() // nothing can be kept here: as without script
      return
    }
    const { how, url, status } = await sendOne(this.queue, one, this.root.dataset.page)
    if (url) return location.assign(url)
    if (status) return this.open(one)
    await this.show()
    if (how === SIGNED_OUT) await this.signIn()
    return undefined
  }

  // What cannot wait is not sent into the void: the page stays, with all that was typed.
  withoutLine(event, form) {
    if (navigator.onLine) return
    event.preventDefault()
    delete form.dataset.pressed
    form.removeAttribute("aria-busy")
    for (const area of form.querySelectorAll("textarea")) area.dispatchEvent(new Event("input", { bubbles: true }))
    // A step further or back is a page, which may lie here; what was given goes with its own saving.
    const [, steps, number] = location.pathname.match(/^(\/my-work\/[^/]+\/steps\/)(\d+)$/) || []
    const by = { next: 1, back: -1 }[event.submitter?.name === "to" && event.submitter.value]
    if (steps && by && Number(number) + by > 0) location.assign(steps + (Number(number) + by))
    else notice(pageWords().no_line)
  }

  async take(form, pressed, body) {
    const packed = new Response(body)
    const type = packed.headers.get("Content-Type")
    const url = new URL(form.action).pathname
    const head = { url, method: "POST", type, label: form.dataset.queue, page: location.pathname, button: pressed?.textContent.trim() || "" }
    const id = await this.queue.add(head, await packed.arrayBuffer())
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
    await this.queue.remove(one)
    form.submit()
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
    this.put("waits", waits.length && [this.words.waits.replace("{count}", waits.length), " ", link(this.root.dataset.page, this.words.see)])
    for (const form of document.querySelectorAll("form[data-queue]")) {
      const path = new URL(form.action).pathname
      const one = waits.find((each) => each.url === path)
      const gone = sent.find((each) => each.url === path)
      if (gone) location.assign(gone.went)
      else this.replace(form, one)
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
    const act = one.state === "stuck" ? press(this.words.look, () => this.open(one)) : press(this.words.back, () => this.takeBack(form, one))
    const box = element("section", { class: "card", id: `pressed-${form.id}`, tabindex: "-1" }, element("p", {}, words), element("p", {}, act))
    form.before(box)
    box.focus()
  }

  // Before it was sent: the words are in their boxes again, and kept as ever.
  async takeBack(form, one) {
    const typed = await this.queue.form(one)
    await this.queue.remove(one)
    for (const area of form.querySelectorAll("textarea[name]")) {
      const words = typed.get(area.name)
      if (!words) continue
      area.value = words
      area.dispatchEvent(new Event("input", { bubbles: true }))
    }
    delete form.dataset.pressed
    form.removeAttribute("aria-busy")
    await this.show()
    form.querySelector("textarea, input:not([type=hidden]), button")?.focus()
  }

  sayKept() {
    const at = new Date(document.body.dataset.keptAt)
    this.put("kept", [this.words.kept.replace("{time}", isNaN(at) ? "" : moment(at)), " ", press(this.words.again, () => this.send())])
  }

  sayLine() {
    this.put("kept", [this.words.now, " ", link(location.href, this.words.reload)])
  }

  offerSignIn() {
    this.put("out", [this.words.out, " ", press(this.words.in, () => this.signIn())])
  }

  async signIn() {
    this.offerSignIn()
    if (!(await signInHere())) return
    this.put("out", null)
    await this.send()
  }

  put(name, said) {
    this.root.querySelector(`[data-said=${name}]`)?.remove()
    if (said) this.root.append(element("div", { class: "notice", "data-said": name }, element("p", {}, ...said)))
  }
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
