// What was done without a line and waits to be sent, in the order in which it was done. Each thing is sealed with its
// owner's key, which only their own pages bring: whoever else signs in here finds nothing to read.
import { drop, keep } from "./kept.js"
import { lock, unlock } from "./locked.js"
import { account, isShared } from "./page.js"
import { canSeal, tag } from "./sealed.js"
import { DATABASE } from "./shelf.js"

const MARK = "phone-waits"
const LATELY = 20

function open() {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(DATABASE, 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore("queue", { keyPath: "id", autoIncrement: true })
    opening.onsuccess = () => resolve(opening.result)
    opening.onerror = () => reject(opening.error)
  })
}

async function rows(mode, act) {
  const database = await open()
  try {
    return await new Promise((resolve, reject) => {
      const change = database.transaction("queue", mode)
      const asked = act(change.objectStore("queue"))
      change.oncomplete = () => resolve(asked?.result)
      change.onabort = change.onerror = () => reject(change.error)
    })
  } finally {
    database.close()
  }
}

// Says whose it is without saying who that is.
const owner = () => tag("owner")

export class Queue {
  static isPossible() {
    return !isShared() && Boolean(account() && canSeal() && window.indexedDB && window.crypto?.subtle)
  }

  sealed(head) {
    return lock(new TextEncoder().encode(JSON.stringify(head)))
  }

  // `head`: { url, method, type, label, button }. True only when it is really kept.
  async add(head, bytes) {
    const [sealedHead, body] = [await this.sealed({ ...head, at: Date.now(), state: "waits" }), await lock(bytes)]
    const id = await rows("readwrite", (store) => store.add({ owner: owner(), head: sealedHead, body }))
    localStorage.setItem(MARK, "1")
    this.note(id)
    return id
  }

  async all() {
    if (!localStorage.getItem(MARK)) return []
    const own = (await rows("readonly", (store) => store.getAll())).filter((row) => row.owner === owner())
    const read = own.map(async (row) => {
      try {
        return { id: row.id, row, ...JSON.parse(new TextDecoder().decode(await unlock(row.head))) }
      } catch {
        return null // sealed with a key that is not in use any more
      }
    })
    return (await Promise.all(read)).filter(Boolean)
  }

  async waiting() {
    return (await this.all()).filter((one) => one.state !== "sent")
  }

  body(one) {
    return unlock(one.row.body)
  }

  async form(one) {
    return new Response(await this.body(one), { headers: { "Content-Type": one.type } }).formData()
  }

  // What is sent stays in the list for a while, without what was in it.
  async change(one, more) {
    const { id, row, ...head } = { ...one, ...more }
    const kept = { ...row, head: await this.sealed(head) }
    if (more.state === "sent") { kept.body = null; this.unnote(id) }
    await rows("readwrite", (store) => store.put(kept))
    if (more.state === "sent") await this.tidy()
  }

  async remove(one) {
    await rows("readwrite", (store) => store.delete(one.id))
    this.unnote(one.id)
  }

  async tidy() {
    const sent = (await this.all()).filter((one) => one.state === "sent")
    for (const one of sent.slice(0, -LATELY)) await rows("readwrite", (store) => store.delete(one.id))
  }

  // Signing out asks about words that are not sent: this is one of them.
  note(id) {
    keep(`#waits-${id}`, {})
  }

  unnote(id) {
    drop(`#waits-${id}`)
  }
}
