// What staff pages load when they need it: the toolbar over a long text, the keys of a pile, the order of steps, the
// boxes of a class list.
import { start as startMarks } from "./marks.js"
import { start as startOrder } from "./order.js"
import { start as startPile } from "./pile.js"
import { start as startToolbar } from "./toolbar.js"

export function start(element) {
  if (element.matches("textarea")) startToolbar(element)
  else if (element.matches("[data-boxes]")) startMarks(element)
  else if (element.matches(".lesson-steps")) startOrder(element)
  else startPile(element)
}
