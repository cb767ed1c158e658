// A longer text whose form no server keeps a draft of, and each line and choice of a form that says `data-keep-lines`:
// kept in this browser until its form has arrived. Where it is not kept (a shared computer, a line that the page brought
// filled), or another form of the page is sent, leaving asks first.
import { given, joined, storeOf } from "./kept.js"
import { announce, pageWords } from "./page.js"

export class PlainBox {
  constructor(area) {
    this.area = area
    this.store = storeOf(area)
    this.name = `${new URL(area.form.action, location.href).pathname}#${area.id}`
    this.isLine = area.tagName !== "TEXTAREA"
    area.addEventListener("input", () => this.typed())
    this.putBack(this.store.kept(this.name)?.text)
  }

  // What the page brought stands before what was kept; what was typed before this script came stands beside it.
  putBack(kept) {
    const { area } = this
    const early = area.value !== given(area)
    if (kept && kept !== area.value && !given(area)) {
      if (!early) area.value = kept
      else if (!this.isLine) area.value = joined(kept, area.value)
      area.closest("details")?.setAttribute("open", "")
      announce(pageWords().put_back)
    } else if (!early) return
    this.typed()
  }

  typed() {
    this.sent = false
    if (this.isLine && given(this.area)) this.copied = false
    else if (this.area.value) this.copied = this.store.keep(this.name, { text: this.area.value, at: Date.now() })
    else this.store.drop(this.name)
  }

  wouldBeLost() {
    return !this.sent && !this.copied && this.area.value !== given(this.area)
  }

  isUnsaved() {
    return !this.sent && this.area.value !== given(this.area)
  }

  wouldBeLeftBehind() {
    return this.isUnsaved()
  }

  sentWithForm() {
    this.sent = true
    if (this.copied) this.store.keep(this.name, { text: this.area.value, at: Date.now(), sent: true })
  }

  leave() {}

  now() {}

  letGo() {
    this.sent = true
  }
}
