// 'Undo' is offered for as long as it can be done, then the button goes and the words stay.
export function start(root) {
  for (const undo of root.querySelectorAll("[data-undo]:not([data-met-undo])")) {
    undo.dataset.metUndo = ""
    setTimeout(() => undo.remove(), Number(undo.dataset.undo) * 1000)
  }
}
