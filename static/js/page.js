// What the page tells its scripts: words in the reader's language, whose page it is, the token against forged requests.

export function wordsOf(element) {
  return JSON.parse(element.dataset.words || "{}")
}

export function pageWords() {
  return wordsOf(document.body)
}

export function account() {
  return document.body.dataset.account || ""
}

export function isShared() {
  return "shared" in document.body.dataset
}

export function token() {
  return document.querySelector('meta[name="csrf-token"]')?.content || ""
}

export function putDraft(url, body, more = {}) {
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-CSRFToken": token() }
  return fetch(url, { method: "PUT", headers, body, ...more })
}

// Signing in again may bring a new token: the page's meta and every form on it take it.
export function takeToken(fresh) {
  if (!fresh) return
  const meta = document.querySelector('meta[name="csrf-token"]')
  if (meta) meta.content = fresh
  for (const input of document.querySelectorAll('input[name="csrf_token"]')) input.value = fresh
}

// Read this page again to learn who is signed in now, and with which token. Null when the line is down.
export function whoNow() {
  return whoIs(location.href)
}

export async function whoIs(url) {
  try {
    const answer = await fetch(url, { headers: { Accept: "text/html" }, cache: "no-store" })
    const page = new DOMParser().parseFromString(await answer.text(), "text/html")
    return {
      account: page.body.dataset.account || "",
      token: page.querySelector('meta[name="csrf-token"]')?.content || "",
    }
  } catch {
    return null
  }
}

// What an answer says of itself: the reason in its JSON, else the title and first line of its page.
export function saidIn(text) {
  try {
    return JSON.parse(text).because || ""
  } catch {
    const page = new DOMParser().parseFromString(text, "text/html")
    const parts = (page.querySelector("main") || page.body).querySelectorAll("h1, p")
    return [...parts].slice(0, 2).map((part) => part.textContent.trim()).join(" ")
  }
}

export function announce(words) {
  const live = document.getElementById("live")
  if (!live || !words) return
  live.textContent = ""
  setTimeout(() => { live.textContent = words }, 60)
}

export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children)
  return made
}

// A message at the top of the page that also reads itself aloud.
export function notice(words) {
  const place = document.getElementById("notice") || document.getElementById("main")
  document.getElementById("notice-now")?.remove()
  const close = element("button", { type: "button", class: "link-button" }, pageWords().closed)
  const box = element("div", { id: "notice-now", class: "notice notice--warm", role: "alert" }, element("p", {}, words), close)
  close.addEventListener("click", () => box.remove())
  place.prepend(box)
  box.scrollIntoView({ block: "nearest" })
}
