// Words side by side on buttons, of which one holds: it is pressed, for the eye and for a screen reader.
const LOOK = ["jupyter-widgets", "jupyter-button", "widget-button"]; // as ipywidgets

function render({ model, el }) {
  el.classList.add("bp-toggles");
  el.setAttribute("role", "group");
  const buttons = model.get("options").map((word, k) => {
    const button = document.createElement("button");
    button.classList.add(...LOOK);
    Object.assign(button, { type: "button", textContent: word, title: model.get("tooltips")[k] });
    button.addEventListener("click", () => {
      model.set("value", word);
      model.save_changes();
    });
    el.append(button);
    return button;
  });

  function show() {
    for (const button of buttons) {
      const pressed = button.textContent === model.get("value");
      button.classList.toggle("mod-active", pressed);
      button.setAttribute("aria-pressed", pressed);
    }
  }
  model.on("change:value", show);
  show();
}

export default { render };
