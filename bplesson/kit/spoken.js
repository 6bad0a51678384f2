// A sentence in a live region that stays: a screen reader says the words when they change, and is told when not to.
function render({ model, el }) {
  const region = document.createElement("div");
  region.className = "jupyter-widgets widget-html-content"; // looks as text does in ipywidgets
  region.setAttribute("role", "status");
  el.classList.add("widget-html", "bp-sentence");
  el.append(region);

  function say() {
    const words = document.createElement("template");
    words.innerHTML = model.get("value");
    const quiet = words.content.querySelector('[aria-live="off"]');
    region.setAttribute("aria-live", quiet ? "off" : "polite");
    for (const span of words.content.querySelectorAll("[aria-live]")) span.removeAttribute("aria-live");
    region.replaceChildren(words.content);
  }
  model.on("change:value", say);
  say();
  return tend(el);
}

export default { render };
