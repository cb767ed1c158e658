// A line under what is being read: it goes where the finger, the mouse or the keyboard is. It covers nothing that can be pressed.
export function start(ruler) {
  const to = (middle) => {
    ruler.hidden = false
    ruler.style.top = `${Math.round(middle - ruler.offsetHeight / 2)}px`
  }
  for (const kind of ["pointermove", "pointerdown"]) {
    document.addEventListener(kind, (event) => to(event.clientY), { passive: true })
  }
  document.addEventListener("focusin", (event) => {
    const box = event.target.getBoundingClientRect()
    if (box.height < innerHeight / 3) to(box.top + box.height / 2)
  })
}
