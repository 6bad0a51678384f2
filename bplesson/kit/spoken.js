// A sentence in a live region that stays: a screen reader says the words when they change, and is told when not to.
// Once the kernel has gone, it says that: Python cannot, and no control of the explorer does anything more.
const GONE = `<b>The kernel behind this explorer has gone</b>, so nothing here moves. Click into the cell that shows it,
  choose <b>Run › Run All Above Selected Cell</b>, then run the cell itself.`;

function render({ model, el }) {
  const region = document.createElement("div");
  region.className = "jupyter-widgets widget-html-content"; // looks as text does in ipywidgets
  region.setAttribute("role", "status");
  el.classList.add("widget-html", "bp-sentence");
  el.append(region);

  let gone = false;
  function say() {
    const words = document.createElement("template");
    words.innerHTML = gone ? GONE : model.get("value");
    const quiet = words.content.querySelector('[aria-live="off"]');
    region.setAttribute("aria-live", quiet ? "off" : "polite");
    for (const span of words.content.querySelectorAll("[aria-live]")) span.removeAttribute("aria-live");
    region.replaceChildren(words.content);
  }
  model.on("change:value", say);
  say();

  const kernel = model.widget_manager?.kernel; // in JupyterLab and Notebook 7
  function look(_, status) {
    if (gone || !(kernel.isDisposed || ["restarting", "autorestarting", "dead"].includes(status))) return;
    gone = true; // for good: the next kernel knows nothing of this explorer
    region.classList.add("bp-gone");
    say();
  }
  const signals = [kernel?.statusChanged, kernel?.disposed];
  for (const signal of signals) signal?.connect(look);
  const rest = tend(el);
  return () => {
    signals.forEach((signal) => signal?.disconnect(look));
    rest?.();
  };
}

export default { render };
