// What every page loads. What only some pages need names its own file in `data-script` and is fetched when met.
import htmx from "htmx.org/dist/htmx.esm.js"
import { createAll, Checkboxes, ErrorSummary, Radios, SkipLink } from "govuk-frontend"
import { start as startExit } from "./exit.js"
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
    if ("onUse" in element.dataset) onFirstUse(element, () => fetchFor(element))
    else fetchFor(element)
  }
}

function fetchFor(element) {
  import(element.dataset.script).then((module) => module.start(element))
}

// What is heavy comes only when somebody reaches for it.
function onFirstUse(element, work) {
  const kinds = ["focusin", "pointerdown", "dragenter", "change"]
  const used = () => {
    for (const kind of kinds) element.removeEventListener(kind, used)
    work()
  }
  for (const kind of kinds) element.addEventListener(kind, used)
}

startExit()
startLive(htmx)
startMenu()
startOnce()
meet(document)
document.addEventListener("htmx:after:swap", () => meet(document))
