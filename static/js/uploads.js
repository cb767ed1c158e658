// Files sent as they are chosen, several at once, going on where a lost line left them (tus). Where their order says
// something (`data-in-order`), one after the other.
import { Upload } from "tus-js-client"
import { announce, element, saidIn, token, wordsOf } from "./page.js"
import { drop, keep, kept } from "./kept.js"

const AT_ONCE = 3
const RETRIES = [0, 1000, 3000, 5000, 10000, 20000, 30000, 60000]

export function start(root) {
  new Uploader(root)
}

class Uploader {
  constructor(root) {
    this.root = root
    this.words = wordsOf(root)
    this.input = root.querySelector("input[type=file]")
    this.list = root.querySelector("[data-sending]")
    this.waiting = []
    this.running = 0
    this.input.addEventListener("change", () => this.choose([...this.input.files]))
    this.takeDrops(root.querySelector("[data-drop]"))
    this.form = root.matches("form") ? root : root.closest("form")
    this.form?.addEventListener("submit", (event) => this.holdBack(event), true)
    if (this.input.files.length) this.choose([...this.input.files])
  }

  takeDrops(place) {
    const over = (event, on) => { event.preventDefault(); place.classList.toggle("uploader__drop--over", on) }
    place.addEventListener("dragover", (event) => over(event, true))
    place.addEventListener("dragleave", (event) => over(event, false))
    place.addEventListener("drop", (event) => { over(event, false); this.choose([...event.dataTransfer.files]) })
  }

  // The form may not leave while a file is on its way: it would go without it.
  holdBack(event) {
    if (!this.running && !this.waiting.length) return
    event.preventDefault()
    event.stopImmediatePropagation()
    const words = navigator.onLine ? this.words.wait : this.words.wait_line
    announce(words)
    this.list.querySelector(".why-not")?.parentElement.remove()
    this.list.append(element("li", { class: "file" }, element("p", { class: "why-not", role: "alert" }, words)))
  }

  choose(files) {
    this.input.value = ""
    for (const file of files) this.queue(file)
    this.next()
  }

  queue(file) {
    const row = new Row(file, this.words)
    this.list.append(row.element)
    const most = Number(this.root.dataset.max || 0)
    if (most && file.size > most) { row.refuse(`${this.words.too_big} ${this.root.dataset.maxWords}`); return }
    this.waiting.push(row)
    row.onStop = () => this.drop(row)
    row.onAgain = () => { this.waiting.push(row); this.next() }
  }

  next() {
    const most = "inOrder" in this.root.dataset ? 1 : AT_ONCE
    while (this.running < most && this.waiting.length) this.send(this.waiting.shift())
  }

  send(row) {
    this.running += 1
    row.upload = new Upload(row.file, {
      endpoint: this.root.dataset.uploads,
      metadata: { filename: row.file.name, filetype: row.file.type },
      headers: { Accept: "application/json" },
      retryDelays: RETRIES,
      removeFingerprintOnSuccess: true,
      urlStorage: half,
      onBeforeRequest: (request) => {
        request.setHeader("X-CSRFToken", token())
        request.setHeader("X-Requested-With", "fetch")
      },
      onShouldRetry: (error) => { row.say(this.stopped()); return navigator.onLine && canGoOn(error) },
      onProgress: (sent, all) => row.progress(sent, all),
      onError: (error) => {
        if (!navigator.onLine) { this.withLine(row); return }
        this.ended()
        row.refuse(saidIn(error.originalResponse?.getBody() || "") || this.words.no, this.words.again)
      },
      onSuccess: () => this.arrived(row),
    })
    row.upload.findPreviousUploads().then((found) => {
      if (found.length) row.upload.resumeFromPreviousUpload(found[0])
      row.upload.start()
    })
  }

  // What was chosen lies nowhere but on this page, and the page says so.
  stopped() {
    return navigator.onLine ? this.words.stopped : this.words.no_line
  }

  withLine(row) {
    row.say(this.stopped())
    announce(`${row.file.name}: ${this.stopped()}`)
    window.addEventListener("online", () => { if (row.element.isConnected) row.upload.start() }, { once: true })
  }

  drop(row) {
    row.upload?.abort(true)
    if (this.waiting.includes(row)) this.waiting = this.waiting.filter((each) => each !== row)
    else if (row.upload) this.ended()
    row.element.remove()
    this.input.focus()
  }

  ended() {
    this.running -= 1
    this.list.querySelector(".why-not")?.parentElement.remove()
    this.next()
  }

  async arrived(row) {
    const id = row.upload.url.split("/").pop()
    try {
      if (this.root.dataset.attachUrl) await this.inTurn(() => this.attach(id, row))
      else row.element.append(element("input", { type: "hidden", name: "upload", value: id }))
      row.done()
      announce(`${row.file.name}: ${this.words.there}`)
    } catch (error) {
      row.refuse((error.name === "Error" && error.message) || this.words.no, this.words.again)
    }
    this.ended()
  }

  // One after the other: else an older list could arrive last.
  inTurn(work) {
    const mine = (this.before || Promise.resolve()).then(work)
    this.before = mine.catch(() => {})
    return mine
  }

  // The answer is the list with the new file in it. Its errors are said by the page like any other's.
  async attach(id, row) {
    const target = document.getElementById(this.root.dataset.target)
    const body = new URLSearchParams({ upload: id, csrf_token: token() })
    const headers = { "HX-Request": "true", "HX-Target": target ? `${target.localName}#${target.id}` : "", "HX-Request-Type": "partial" }
    const answer = await fetch(this.root.dataset.attachUrl, { method: "POST", body, headers })
    if (!answer.ok) throw new Error(saidIn(await answer.text()))
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(target?.id)
    if (!found) return
    target.replaceWith(found)
    window.htmx.process(found)
    row.element.remove()
  }
}

// Where a file that is half there goes on: known by its name, and so kept as words are.
const half = {
  findAllUploads: async () => [],
  findUploadsByFingerprint: async (print) => [kept(`#${print}`)].filter(Boolean),
  addUpload: async (print, upload) => { keep(`#${print}`, { ...upload, urlStorageKey: `#${print}` }); return `#${print}` },
  removeUpload: async (name) => drop(name),
}

function canGoOn(error) {
  const status = error.originalResponse?.getStatus() || 0
  return status === 0 || status === 409 || status === 423 || status === 429 || (status >= 500 && status !== 507)
}

class Row {
  constructor(file, words) {
    this.file = file
    this.words = words
    this.state = element("span", { class: "file__state" }, words.waiting)
    this.bar = element("progress", { max: "100", value: "0", "aria-label": file.name })
    this.stop = element("button", { type: "button", class: "link-button" }, words.cancel, element("span", { class: "govuk-visually-hidden" }, ` ${file.name}`))
    this.stop.addEventListener("click", () => this.onStop?.())
    this.element = element("li", { class: "file" }, element("span", { class: "file__name" }, file.name), this.bar, this.state, this.stop)
  }

  say(words) {
    this.state.textContent = words
  }

  progress(sent, all) {
    const part = all ? Math.floor((sent / all) * 100) : 100
    this.element.classList.remove("is-refused")
    this.bar.value = part
    this.say(`${this.words.sending} ${part} %`)
  }

  done() {
    this.bar.remove()
    this.stop.remove()
    this.say(this.words.there)
  }

  refuse(words, again) {
    this.bar.value = 0
    this.element.classList.add("is-refused")
    this.say(words)
    announce(`${this.file.name}: ${words}`)
    if (!again) { this.bar.remove(); this.onStop ??= () => this.element.remove(); return }
    const button = element("button", { type: "button", class: "link-button" }, again)
    button.addEventListener("click", () => { button.remove(); this.onAgain() })
    this.element.append(button)
  }
}
