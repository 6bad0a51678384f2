// A box with a label for a number: the kernel reads what is typed, and says what then stands here.
const LOOK = ["inline-hbox", "text"].flatMap((kind) => [`widget-${kind}`, `jupyter-widget-${kind}`]); // as ipywidgets

function render({ model, el }) {
  const [label, name, input] = ["label", "span", "input"].map((tag) => document.createElement(tag));
  label.classList.add("bp-number", "jupyter-widgets", ...LOOK);
  name.className = "widget-label";
  Object.assign(input, { type: "text", autocomplete: "off", spellcheck: false });
  input.setAttribute("role", "spinbutton");
  label.append(name, input);
  el.append(label);

  const within = () => input.getRootNode().activeElement === input;

  function show() {
    const text = model.get("text");
    name.textContent = model.get("description");
    name.style.width = model.get("label_width");
    input.value = within() ? text : model.get("brief") || text;
    input.title = text;
    input.setAttribute("aria-valuenow", text);
  }
  function tell() {
    if (input.value === model.get("text")) return;
    model.set({ text: input.value, brief: "" });
    model.save_changes();
  }
  input.addEventListener("change", tell);
  input.addEventListener("focus", show); // all digits, to be changed
  input.addEventListener("blur", show);
  input.addEventListener("keydown", (event) => {
    event.stopPropagation(); // or the notebook might take the key for a command
    if (event.key === "Enter") {
      tell();
      model.send({ enter: input.value });
    }
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    const counter = document.createElement("input"); // the browser's own steps of a number
    const number = input.value.trim().replace("−", "-").replace(",", ".");
    Object.assign(counter, { type: "number", step: model.get("step"), value: number });
    if (counter.value) event.key === "ArrowUp" ? counter.stepUp() : counter.stepDown();
    if (counter.value) input.value = counter.value;
    tell();
  });

  for (const trait of ["text", "description", "label_width"]) model.on(`change:${trait}`, show);
  model.on("change:brief", () => within() || show()); // or what is being typed would be lost
  show();
}

export default { render };
