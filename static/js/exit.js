// 'Exit this page': out of sight at once, and not where Back leads to. Without script it is a plain link.
export function start() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-exit]")
    if (!link) return
    event.preventDefault()
    document.documentElement.hidden = true
    document.title = " "
    window.location.replace(link.href)
  })
}
