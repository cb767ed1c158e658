// A longer text whose form no server keeps a draft of: kept in this browser until its form has arrived. Where it is not
// kept (a shared computer), or another form of the page is sent, leaving asks first.
import { storeOf } from "./kept.js"
import { announce, pageWords } from "./page.js"

export class PlainBox {
  constructor(area) {
    this.area = area
    this.store = storeOf(area)
    this.name = `${new URL(area.form.action, location.href).pathname}#${area.id}`
    area.addEventListener("input", () => this.typed())
    const copy = this.store.kept(this.name)
    if (!copy || !copy.text || copy.text === area.value || area.value) return
    area.value = copy.text
    area.closest("details")?.setAttribute("open", "")
    this.typed()
    announce(pageWords().put_back)
  }

  typed() {
    this.sent = false
    if (this.area.value) this.copied = this.store.keep(this.name, { text: this.area.value, at: Date.now() })
    else this.store.drop(this.name)
  }

  wouldBeLost() {
    return !this.sent && !this.copied && this.area.value !== this.area.defaultValue
  }

  isUnsaved() {
    return !this.sent && this.area.value !== this.area.defaultValue
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
