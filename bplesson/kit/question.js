// A question, and a button that shows the answer below it and hides it again.
function render({ model, el }) {
  const [question, button, answer] = ["span", "button", "div"].map((tag) => document.createElement(tag));
  el.classList.add("bp-question", "jupyter-widgets", "widget-html-content"); // looks as text does in ipywidgets
  button.type = "button";
  button.className = "jupyter-button";
  answer.setAttribute("role", "status"); // it stays in the page, so that the answer is heard
  el.append(question, " ", button, answer);

  button.addEventListener("click", () => {
    model.set("shown", !model.get("shown"));
    model.save_changes();
  });

  function show() {
    const shown = model.get("shown");
    question.innerHTML = model.get("value");
    button.hidden = !model.get("answer");
    button.textContent = shown ? "hide the answer" : "show the answer";
    button.setAttribute("aria-expanded", shown);
    answer.textContent = shown ? model.get("answer") : "";
  }
  for (const trait of ["value", "answer", "shown"]) model.on(`change:${trait}`, show);
  show();
}

export default { render };
