// Two texts of one box: both stay in sight, mine stays in the box, and the writer chooses.
import { element } from "./page.js"

export function showBoth(box, { theirs, said }, when, choose) {
  const { words, area } = box
  const card = (title, text) => element("div", { class: "card" }, element("h3", {}, title), element("p", { class: "both__text" }, text))
  const shown = element("div", { class: "both", role: "group", "aria-label": words.both })
  const press = (label, text) => {
    const button = element("button", { type: "button", class: "govuk-button govuk-button--secondary" }, label)
    button.addEventListener("click", () => { shown.remove(); choose(text()) })
    return button
  }
  const columns = element("div", { class: "columns columns--halves" },
    card(words.mine, area.said ?? area.value), card(`${words.theirs} ${when}`.trim(), said ?? theirs))
  const buttons = element("div", { class: "buttons" },
    press(words.keep_mine, () => area.value), press(words.keep_theirs, () => theirs))
  // Ticks cannot be both.
  if (said === undefined) buttons.append(press(words.keep_both, () => `${area.value}\n\n${theirs}`))
  shown.append(columns, buttons)
  area.closest(".govuk-form-group, section, form").append(shown)
  return shown
}
