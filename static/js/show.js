// Shows what is typed in a password box, for somebody who has to look at each letter. Without it the box stays as it is.
export function start(button) {
  const box = document.getElementById(button.getAttribute("aria-controls"))
  const show = (shown) => {
    box.type = shown ? "text" : "password"
    button.setAttribute("aria-pressed", shown)
  }
  button.hidden = false
  button.addEventListener("click", () => show(box.type === "password"))
  // It is sent as what it is, and a page that is come back to does not have it in clear letters.
  box.form.addEventListener("submit", () => show(false))
}
