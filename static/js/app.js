// What every page loads. What only some pages need names its own file in `data-script` and is fetched when met.
import htmx from "htmx.org/dist/htmx.esm.js"
import { createAll, Checkboxes, ErrorSummary, Radios, SkipLink } from "govuk-frontend"
import { start as startLive } from "./live.js"
import { start as startMenu } from "./menu.js"
import { start as startOnce } from "./once.js"
import { start as startSaving } from "./saving.js"
import { start as startUndo } from "./undo.js"

window.htmx = htmx
document.body.classList.add("js-enabled", "govuk-frontend-supported")
document.documentElement.classList.add("js-enabled")

function meet(root) {
  for (const Component of [Checkboxes, ErrorSummary, Radios, SkipLink]) createAll(Component, undefined, root)
  startSaving(root)
  startUndo(root)
  for (const element of root.querySelectorAll("[data-script]:not([data-met])")) {
    element.dataset.met = ""
    import(element.dataset.script).then((module) => module.start(element))
  }
}

startLive(htmx)
startMenu()
startOnce()
meet(document)
document.addEventListener("htmx:after:swap", () => meet(document))
