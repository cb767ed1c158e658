// One text that saves itself: PUT {key, base, seq, text}, at most every three seconds and on leaving.
import { showBoth } from "./both.js"
import { given, holdOpen, joined, lastSaved, rememberSaved, storeOf } from "./kept.js"
import { account, announce, element, putDraft, takeToken, whoNow, wordsOf } from "./page.js"
import { signInHere } from "./sign_in.js"

const PACE = 3000
const LONGEST_WAIT = 60000
const LONGEST_ANSWER = 20000
// What a browser carries for a page that is being left.
const LAST_WORDS = 60000

export class Box {
  constructor(area) {
    this.area = area
    this.store = storeOf(area)
    this.url = area.dataset.draftUrl
    this.key = crypto.randomUUID?.() || String(Math.random()).slice(2) + Date.now()
    this.base = Number(area.dataset.version || 0)
    this.seq = 0
    this.lastSent = 0
    this.tries = 0
    // What a page of errors or of two texts brought back stands in the box and nowhere else.
    this.shown = area.dataset.unsaved
    this.known = this.shown ? null : given(area)
    this.state = document.querySelector(`[data-saved-for="${CSS.escape(area.id)}"]`)
    this.words = this.state ? wordsOf(this.state) : {}
    this.close = holdOpen(this.url)
    area.addEventListener("input", () => this.typed())
    if (!this.shown) this.catchUp()
    if (this.shown) this.bringBack()
    else this.putBack()
  }

  // On a kept page, or one asked for too soon: from the page of then to what was saved since.
  catchUp() {
    const last = lastSaved(this.url)
    if (!last || last.version <= this.base) return
    if (this.area.value === this.known) this.area.value = last.text
    this.base = last.version
    this.known = last.text
  }

  isUnsaved() {
    return !this.gone && this.area.value !== this.known
  }

  // Words that neither the server nor this browser holds, or that the server would not take.
  wouldBeLost() {
    return this.isUnsaved() && (!this.copied || this.stuck)
  }

  // The writer first looks at two texts: mine is not saved over the other one before something is typed or pressed.
  bringBack() {
    if (this.shown !== "both") { this.typed(); return }
    const base = Math.max(this.base - 1, 0) // so that both are shown once more, should the page be left
    this.copied = this.store.keep(this.url, { text: this.area.value, base, at: Date.now() })
    this.sayNotSaved()
  }

  putBack() {
    const copy = this.store.kept(this.url)
    if (copy?.text === this.known) this.store.drop(this.url)
    const kept = copy?.text !== this.known && copy
    const early = this.area.value !== this.known
    if (!kept && !early) return
    // Going back, a browser fills the box with what it once held: that is not to be saved over a newer text unseen.
    if (early && filledByBrowser()) this.base = Math.max(this.base - 1, 0)
    if (kept) {
      this.base = kept.base
      this.area.value = early ? joined(kept.text, this.area.value) : kept.text
      announce(this.words.put_back)
    }
    this.typed()
  }

  typed() {
    this.gone = this.stuck = false
    this.shown = null
    this.copied = this.store.keep(this.url, { text: this.area.value, base: this.base, at: Date.now() })
    if (this.both || this.waits) return
    if (!this.isUnsaved()) { this.arrived(this.area.value); return }
    if (!this.tries) this.say("saving", this.words.saving)
    this.soon()
  }

  soon(wait = Math.max(600, this.lastSent + PACE - Date.now())) {
    if (this.timer || this.both || this.waits || !this.isUnsaved()) return
    this.timer = setTimeout(() => { this.timer = null; this.send() }, wait)
  }

  now() {
    clearTimeout(this.timer)
    this.timer = null
    if (!this.both && this.shown !== "both") this.send()
  }

  leave() {
    if (!this.isUnsaved() || this.both || this.shown === "both") return
    clearTimeout(this.timer)
    this.timer = null
    const seq = this.seq + 1
    this.copied = this.store.keep(this.url, { text: this.area.value, base: this.base, at: Date.now(), leaving: { key: this.key, seq } })
    this.send(true)
  }

  async send(leaving = false) {
    if ((this.busy && !leaving) || !this.isUnsaved()) return
    this.busy = true
    this.lastSent = Date.now()
    const text = this.area.value
    let answer
    try {
      answer = await this.put(text, leaving)
    } catch {
      answer = null
    }
    this.busy = false
    await this.took(answer, text)
    if (!this.stuck && !this.tries) this.soon()
  }

  put(text, leaving) {
    const body = JSON.stringify({ key: this.key, base: this.base, seq: ++this.seq, text })
    this.request = new AbortController()
    const limit = setTimeout(() => this.request.abort(), LONGEST_ANSWER)
    return putDraft(this.url, body, { keepalive: leaving && body.length < LAST_WORDS, signal: this.request.signal })
      .finally(() => clearTimeout(limit))
  }

  async took(answer, text) {
    const said = answer ? await answer.json().catch(() => ({})) : {}
    const status = answer?.status
    if (status === 200 && said.version !== undefined) return this.savedBy(said, text)
    if (status === 401) return this.signedOut(said.sign_in)
    if (status === 409 && said.theirs !== undefined) return this.twoTexts(said)
    if (status === 400 && !this.triedToken) return this.refreshToken()
    if (status === 413) return this.refuse(this.words.too_long)
    if (status === 422) return this.refuse(this.words.odd)
    if ([403, 404, 409].includes(status)) return this.refuse(said.because || this.words.closed)
    return this.again()
  }

  savedBy(said, text) {
    this.base = said.version
    this.area.dataset.version = said.version
    this.tries = 0
    this.triedToken = false
    this.known = text
    if (!("notKept" in this.area.dataset)) rememberSaved(this.url, text, said.version)
    if (this.area.value !== text) return
    this.arrived(text)
    this.say("saved", `${this.words.saved} ${hour(said.saved_at)}`)
  }

  arrived(text) {
    this.known = text
    this.store.drop(this.url)
    if (this.state?.dataset.state !== "saved") this.say("saved", this.words.saved)
  }

  // Not now: say where the words are, and try again by ourselves.
  again(wait = Math.min(PACE * 2 ** this.tries, LONGEST_WAIT)) {
    this.tries += 1
    this.sayNotSaved(null, this.words.again, () => this.now())
    this.soon(wait)
  }

  refuse(words) {
    this.stuck = true
    this.sayNotSaved(words)
  }

  signedOut(url) {
    this.stuck = true
    this.sayNotSaved(this.words.signed_out, this.words.sign_in, async () => {
      if (!(await signInHere(url))) return
      this.stuck = false
      this.send()
      this.area.focus()
    })
  }

  // The token against forged requests went with an old session: take the new one, or sign in again.
  async refreshToken() {
    this.triedToken = true
    const now = await whoNow()
    if (!now) return this.again()
    if (now.account !== account()) return this.signedOut()
    takeToken(now.token)
    return this.again(600)
  }

  twoTexts({ theirs, theirs_said: said, version, saved_at: at }) {
    this.sayNotSaved(this.words.both)
    this.both = showBoth(this, { theirs, said }, hour(at), (text) => {
      this.both = null
      this.base = version
      this.known = theirs
      this.tries = 0
      this.area.value = text
      this.typed()
      this.area.focus()
    })
  }

  sentWithForm() {
    this.gone = true
    this.request?.abort()
    clearTimeout(this.timer)
    this.timer = null
    if (this.area.value) this.store.keep(this.url, { text: this.area.value, base: this.base, at: Date.now(), sent: true })
    // So that the form's own words are not taken for another device's.
    const own = this.area.form.elements
    const key = own[`${this.area.id}-key`] || own.draft_key
    const version = own[`${this.area.id}-version`] || own.draft_version
    if (key && version) [key.value, version.value] = [this.key, this.base]
  }

  // Its form was sent and the page stayed: what was typed since is saved when the answer has come.
  goOn() {
    if (!this.waits) return
    this.waits = false
    if (this.isUnsaved()) this.soon()
  }

  goOnFrom(text) {
    this.area.value = text
    this.typed()
  }

  letGo() {
    this.gone = true
    clearTimeout(this.timer)
  }

  sayNotSaved(words, action, act) {
    const here = this.copied && !words
    const text = words || (here ? this.words.here : this.words.unsaved)
    if (this.state?.dataset.state !== (here ? "here" : "unsaved")) announce(text)
    this.say(here ? "here" : "unsaved", text)
    if (!action || !this.state) return
    const button = element("button", { type: "button", class: "link-button" }, action)
    button.addEventListener("click", act)
    this.state.append(button)
  }

  say(state, text) {
    if (!this.state) return
    this.state.dataset.state = state
    this.state.textContent = text
  }
}

function filledByBrowser() {
  return performance.getEntriesByType("navigation")[0]?.type !== "navigate"
}

// The server's time, in England, whatever this clock says.
function hour(stamp) {
  const at = stamp ? new Date(stamp) : new Date(NaN)
  if (Number.isNaN(at.getTime())) return ""
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" }).format(at)
}
