// The boxes of one question as one text, so that they save themselves as a long text does.
export function asOne(group) {
  const boxes = () => [...group.querySelectorAll("[name]")]
  const isPick = (box) => box.type === "radio" || box.type === "checkbox"
  const joined = (isOn, valueOf) => new URLSearchParams(
    boxes().filter((box) => !isPick(box) || isOn(box)).map((box) => [box.name, isPick(box) ? box.value : valueOf(box)])).toString()
  const first = (box) => (box.options ? [...box.options].find((one) => one.defaultSelected)?.value : box.defaultValue) ?? ""
  return {
    group,
    id: group.id,
    dataset: group.dataset,
    get form() { return group.form },
    get isConnected() { return group.isConnected },
    get defaultValue() { return joined((box) => box.defaultChecked, first) },
    get value() { return joined((box) => box.checked, (box) => box.value) },
    set value(text) {
      const given = new URLSearchParams(text.split("\n").pop())
      for (const box of boxes()) {
        if (isPick(box)) box.checked = given.getAll(box.name).includes(box.value)
        else box.value = given.get(box.name) ?? ""
      }
    },
    // What stands in the boxes, in words.
    get said() {
      return boxes().filter((box) => isPick(box) ? box.checked : box.value).map((box) => {
        const label = box.labels?.[0]?.textContent.trim() ?? ""
        if (isPick(box)) return label
        return `${label}: ${box.options ? box.selectedOptions[0].textContent : box.value}`
      }).join("\n")
    },
    addEventListener: (...heard) => group.addEventListener(...heard),
    closest: (css) => group.closest(css),
    focus() { boxes()[0]?.focus() },
  }
}
