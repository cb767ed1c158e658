// A longer text whose form no server keeps a draft of: kept in this browser until its form has arrived. Where it is not
// kept (a shared computer), or another form of the page is sent, leaving asks first.
import { given, joined, storeOf } from "./kept.js"
import { announce, pageWords } from "./page.js"

export class PlainBox {
  constructor(area) {
    this.area = area
    this.store = storeOf(area)
    this.name = `${new URL(area.form.action, location.href).pathname}#${area.id}`
    area.addEventListener("input", () => this.typed())
    this.putBack(this.store.kept(this.name)?.text)
  }

  // What the page brought stands before what was kept; what was typed before this script came stands beside it.
  putBack(kept) {
    const { area } = this
    const early = area.value !== given(area)
    if (kept && kept !== area.value && !given(area)) {
      area.value = early ? joined(kept, area.value) : kept
      area.closest("details")?.setAttribute("open", "")
      announce(pageWords().put_back)
    } else if (!early) return
    this.typed()
  }

  typed() {
    this.sent = false
    if (this.area.value) this.copied = this.store.keep(this.name, { text: this.area.value, at: Date.now() })
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
