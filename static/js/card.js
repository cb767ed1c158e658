// The keypad under a card's number. Without it each key is a button of the form, and the page comes back with the digit.
export function start(form) {
  const box = form.querySelector("[name=pin]")
  form.addEventListener("click", (event) => {
    const key = event.target.closest("button[name=press]")
    if (!key) return
    event.preventDefault()
    box.value = key.value === "back" ? box.value.slice(0, -1) : (box.value + key.value).slice(0, 6)
  })
}
