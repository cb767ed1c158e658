// What staff pages load when they need it: the toolbar over a long text, the keys of a pile.
import { start as startPile } from "./pile.js"
import { start as startToolbar } from "./toolbar.js"

export function start(element) {
  if (element.matches("textarea")) startToolbar(element)
  else startPile(element)
}
