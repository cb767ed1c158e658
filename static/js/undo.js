// 'Undo' is offered for as long as it can be done, then the button goes and the words stay.
export function start(root) {
  for (const form of root.querySelectorAll("form[data-undo]:not([data-met-undo])")) {
    form.dataset.metUndo = ""
    setTimeout(() => form.remove(), Number(form.dataset.undo) * 1000)
  }
}
