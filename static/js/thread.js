// A thread that lies open: looks every 20 seconds for something new while somebody can see it, and says that what
// stood there was read. What is typed in the box stands outside of it and is never touched.
const EVERY = 20_000

export function start(messages) {
  const seen = () => {
    const form = messages.querySelector("form[data-read]")
    if (!document.hidden && form) window.htmx.trigger(form, "seen")
  }
  const look = () => {
    if (!messages.isConnected) return stop()
    if (!document.hidden) window.htmx.trigger(messages, "look")
  }
  const back = () => {
    if (!messages.isConnected) return stop()
    if (document.hidden) return
    seen()
    look()
  }
  const timer = setInterval(look, EVERY)
  const stop = () => {
    clearInterval(timer)
    document.removeEventListener("visibilitychange", back)
  }
  document.addEventListener("visibilitychange", back)
  seen()
}
