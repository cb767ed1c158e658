// The person's menu closes on Escape and when something else is pressed. It opens without script.
export function start() {
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) if (!menu.contains(event.target)) menu.open = false
  })
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector("details[data-menu][open]")
    if (!menu) return
    menu.open = false
    menu.querySelector("summary").focus()
  })
}
