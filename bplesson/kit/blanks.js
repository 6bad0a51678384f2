// Blanks in a scene: numbers to type and options to choose, each with its sign and its words once it has been judged.
const HTML = "http://www.w3.org/1999/xhtml";

const put = (tag, attributes, parent) => make(tag, attributes, parent, HTML);

makers.blank = (item, svg, model) => {
  const frame = make("foreignObject", {
    x: item.x - item.width / 2, y: item.y - item.height / 2, width: item.width, height: item.height,
  }, svg);
  const said = `blank-${Math.random().toString(36).slice(2)}`; // the id of the words that belong to it, here alone
  const holder = put("div", { class: `blank${item.options.length ? " choice" : ""}${item.code ? " code" : ""}` }, frame);
  holder.style.fontSize = `${item.size}px`;
  if (item.options.length) {
    holder.setAttribute("role", "radiogroup");
    holder.setAttribute("aria-label", item.label);
    holder.setAttribute("aria-describedby", said);
  }

  frame.addEventListener("click", (event) => event.stopPropagation()); // it is no click beside all items

  let sent; // what was typed here, until it comes back; a change of the model would come after a press on a button
  function tell(text) {
    if (text === (sent ?? model.get("typed")[item.name] ?? "")) return;
    sent = text;
    model.send({ typed: { [item.name]: text }, sheet: model.get("sheet") });
  }
  function heard(event, text) {
    event.stopPropagation(); // or the notebook might take the key for a command
    if (event.key !== "Enter") return;
    event.preventDefault();
    tell(text);
    model.send({ check: item.name });
  }
  const list = item.options.length ? put("div", { class: "options" }, holder) : null;
  if (list) list.style.flexDirection = item.height < 48 && !item.code ? "row" : "column";
  const fields = item.options.length
    ? item.options.map((words, k) => {
        const label = put("label", {}, list);
        const radio = put("input", { type: "radio", name: said, value: k + 1 }, label);
        label.append(words);
        radio.addEventListener("change", () => tell(radio.value));
        radio.addEventListener("keydown", (event) => heard(event, radio.checked ? radio.value : ""));
        return radio;
      })
    : [put("input", {
        type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false", inputmode: "text",
        "aria-label": item.label, "aria-describedby": said,
      }, holder)];
  const [first] = fields;
  if (!item.options.length) {
    first.addEventListener("change", () => tell(first.value));
    first.addEventListener("keydown", (event) => heard(event, first.value));
    first.addEventListener("focus", () => first.select());
  }
  function fit() { // letters as large as they can be
    if (list) return;
    const room = (item.width - 14 - (sign.textContent ? 20 : 0)) / (0.56 * item.size);
    first.style.fontSize = `${item.size * Math.min(1, Math.max(0.6, room / Math.max(1, first.value.length)))}px`;
  }
  if (!list) first.addEventListener("input", fit);
  const sign = put("span", { class: "sign", "aria-hidden": "true" }, holder);
  const words = put("span", { class: "words", id: said }, holder);

  frame.show = ({ judged }) => {
    const [mark, meaning] = judged[item.name] ?? ["", ""];
    sign.textContent = mark;
    words.textContent = meaning;
    holder.title = meaning;
    holder.dataset.sign = mark;
    for (const field of fields) field.setAttribute("aria-invalid", mark === "✗" || mark === "?");
    const typed = model.get("typed")[item.name] ?? "";
    if (sent !== undefined && sent !== typed) return; // what was there before
    sent = undefined;
    for (const field of fields) {
      if (field.type === "radio") field.checked = field.value === typed;
      else if (field.value !== typed && (document.activeElement !== field || field.dataset.was !== typed)) field.value = typed;
      field.dataset.was = typed; // what is being typed is not overwritten with what was there before
    }
    fit();
    if (list?.style.flexDirection === "column") (fields.find((field) => field.checked)?.parentElement ?? holder).append(sign);
  };
  frame.reach = () => {
    const field = fields.find((field) => field.checked) ?? first;
    field.focus();
    if (field.type === "text") field.select(); // or what is typed next would stand behind what was there
  };
  return frame;
};
