// Sound or film recorded in the page, sent in parts while it is being recorded. What is on its way lies in this browser
// too (never on a shared computer), so a tab that is killed loses nothing: the page goes on with it when it opens again.
import { chunksOf, forget, keepChunk, keepStart, unfinished } from "./recordings.js"
import { announce, element, saidIn, token, wordsOf } from "./page.js"

const PART = 3000
const WAITS = [1000, 2000, 4000, 8000, 15000, 30000]
const KINDS = {
  sound: { ask: { audio: true }, types: ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg"], audioBitsPerSecond: 32000 },
  film: {
    ask: { audio: true, video: { width: { ideal: 640 }, height: { ideal: 480 }, facingMode: "user" } },
    types: ["video/webm;codecs=vp8,opus", "video/mp4"], audioBitsPerSecond: 32000, videoBitsPerSecond: 300000,
  },
}

export function start(root) {
  new Recorder(root)
}

class Recorder {
  constructor(root) {
    this.root = root
    this.words = wordsOf(root)
    this.state = root.querySelector("[data-state]")
    this.stopButton = root.querySelector("[data-stop]")
    this.shown = root.querySelector("video")
    this.buttons = [...root.querySelectorAll("[data-record]")]
    if (!window.MediaRecorder || !navigator.mediaDevices) { this.say(this.words.cannot); return }
    for (const button of this.buttons) { button.hidden = false; button.addEventListener("click", () => this.record(button.dataset.record)) }
    this.stopButton.addEventListener("click", () => this.recorder?.stop())
    root.closest("form")?.addEventListener("submit", (event) => this.holdBack(event), true)
    if (root.dataset.holds) document.addEventListener("submit", (event) => { if (root.isConnected && event.target.matches(root.dataset.holds)) this.holdBack(event) }, true)
    this.goOn()
  }

  say(words) { this.state.textContent = words }

  holdBack(event) {
    if (!this.sending) return
    event.preventDefault()
    event.stopImmediatePropagation()
    this.say(this.words.wait)
    announce(this.words.wait)
  }

  async record(kind) {
    const made = KINDS[kind]
    let stream
    try {
      stream = await navigator.mediaDevices.getUserMedia(made.ask)
    } catch {
      this.say(this.words.not_allowed)
      announce(this.words.not_allowed)
      return
    }
    const mimeType = made.types.find((type) => MediaRecorder.isTypeSupported(type))
    this.recorder = new MediaRecorder(stream, { ...made, mimeType })
    this.sending = new Sending(this.root, kind, ending(this.recorder.mimeType), this.words)
    this.recorder.addEventListener("dataavailable", (event) => { if (event.data.size) this.sending.add(event.data) })
    this.recorder.addEventListener("stop", () => this.stopped(stream))
    if (kind === "film") { this.shown.srcObject = stream; this.shown.hidden = false; this.shown.play() }
    this.recorder.start(PART)
    this.began = Date.now()
    this.clock = setInterval(() => this.tick(), 1000)
    this.buttons.forEach((button) => { button.hidden = true })
    this.stopButton.hidden = false
    this.stopButton.focus()
    announce(this.words.recording)
  }

  tick() {
    const seconds = Math.floor((Date.now() - this.began) / 1000)
    this.say(`${this.words.recording} ${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`)
    if (seconds >= Number(this.root.dataset.most) || !this.root.isConnected) this.recorder.stop()
  }

  async stopped(stream) {
    clearInterval(this.clock)
    for (const track of stream.getTracks()) track.stop()
    this.shown.hidden = true
    this.shown.srcObject = null
    this.stopButton.hidden = true
    this.say(this.words.sending)
    await this.finish(this.sending)
    this.buttons.forEach((button) => { button.hidden = false })
  }

  async finish(sending) {
    try {
      await sending.end()
      this.say(this.words.there)
      announce(this.words.there)
    } catch (error) {
      this.say(error.name === "Refused" ? error.message : this.words.no)
    }
    this.sending = null
  }

  // What a killed tab left behind, of this very piece of work.
  async goOn() {
    for (const left of await unfinished(this.root.dataset.attachUrl)) {
      this.say(this.words.going_on)
      const sending = new Sending(this.root, left.kind, left.ending, this.words, left)
      this.sending = sending
      for (const chunk of await chunksOf(left.key)) sending.add(chunk, true)
      await this.finish(sending)
    }
  }
}

class Refused extends Error {
  constructor(words) { super(words); this.name = "Refused" }
}

class Sending {
  constructor(root, kind, ending, words, left) {
    Object.assign(this, { root, kind, words, ending, size: 0, url: left?.url, key: left?.key || `${Date.now()}-${Math.random()}` })
    this.chunks = []
    this.name = `${words.name} ${new Date().toISOString().slice(0, 16).replace("T", " ").replace(":", ".")}.${ending}`
    this.turn = Promise.resolve()
    this.kept = left ? Promise.resolve() : keepStart(this.key, { attach: root.dataset.attachUrl, kind, ending })
  }

  add(blob, isKept = false) {
    const number = this.chunks.push(blob) - 1
    this.size += blob.size
    if (isKept) return // and sent with the end
    // Kept at once: what is being sent may hang for long.
    this.kept = this.kept.then(() => keepChunk(this.key, number, blob))
    this.flush()
  }

  flush() {
    this.turn = this.turn.then(() => this.send()).catch(() => {})
  }

  async end() {
    await this.turn
    for (let tries = 0; ; tries += 1) {
      try {
        await this.send(this.size)
        break
      } catch (error) {
        if (error.name === "Refused") throw error
        await new Promise((resolve) => { setTimeout(resolve, WAITS[Math.min(tries, WAITS.length - 1)]) })
      }
    }
    await this.attach()
    await this.kept
    await forget(this.key)
  }

  // All that the server has not yet, in one request. With `length`, that is the end of it.
  async send(length) {
    if (!this.size) throw new Refused(this.words.nothing)
    if (!this.url) await this.begin()
    const at = await this.offset(length)
    if (at === null) return
    const rest = new Blob(this.chunks).slice(at)
    if (!rest.size && !length) return
    const ends = length ? { "Upload-Length": String(length) } : {}
    await this.ask(this.url, "PATCH", { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(at), ...ends }, rest)
  }

  async begin() {
    const name = btoa(unescape(encodeURIComponent(this.name)))
    const answer = await this.ask(this.root.dataset.uploads, "POST", { "Upload-Defer-Length": "1", "Upload-Metadata": `filename ${name}` })
    this.url = answer.headers.get("Location")
    const start = { attach: this.root.dataset.attachUrl, kind: this.kind, ending: this.ending, url: this.url }
    this.kept = this.kept.then(() => keepStart(this.key, start))
    await this.kept
  }

  // How much is certain to be there; null when all of it is.
  async offset(length) {
    const answer = await this.ask(this.url, "HEAD", {})
    const at = Number(answer.headers.get("Upload-Offset"))
    return length && at === length && answer.headers.get("Upload-Length") === String(length) ? null : at
  }

  async ask(url, method, headers, body) {
    const answer = await fetch(url, { method, body, headers: { ...headers, "Tus-Resumable": "1.0.0", "X-CSRFToken": token(), "X-Requested-With": "fetch", Accept: "application/json" } })
    if (answer.ok) return answer
    if ([401, 403, 404, 413, 422, 507].includes(answer.status)) throw new Refused(saidIn(await answer.text()) || this.words.no)
    throw new Error(String(answer.status))
  }

  async attach() {
    const target = document.getElementById(this.root.dataset.target)
    const body = new URLSearchParams({ upload: this.url.split("/").pop(), recorded: this.kind, csrf_token: token() })
    const headers = { "HX-Request": "true", "HX-Target": `${target.localName}#${target.id}`, "HX-Request-Type": "partial" }
    const answer = await fetch(this.root.dataset.attachUrl, { method: "POST", body, headers })
    if (!answer.ok) throw new Refused(saidIn(await answer.text()))
    if (!this.root.isConnected) return // the page has gone on to other work: it is kept with its own
    const found = new DOMParser().parseFromString(await answer.text(), "text/html").getElementById(target.id)
    if (found) { target.replaceWith(found); window.htmx.process(found) }
  }
}

function ending(type) {
  const plain = type.split(";")[0].split("/")[1] || "webm"
  return plain === "mp4" ? (type.startsWith("audio") ? "m4a" : "mp4") : plain
}
