// What an explorer needs as a whole, whatever it is made of: its keys stay in it, the focus is never lost, and what
// ipywidgets and JupyterLab leave without a name for a screen reader gets one.
const FOCUSABLE = 'button, input, select, summary, [tabindex="0"]';

function keepKeys(event) { // or the notebook would take them for commands: x cuts the cell, b adds one
  const ofThePage = event.key === "Escape" || event.ctrlKey || event.metaKey || event.altKey;
  if (!ofThePage) event.stopPropagation();
}

function isOff({ disabled, hidden, style }) { // said by the element itself: to ask the browser costs a layout of the page
  return disabled || hidden || style.display === "none";
}

function keepFocus(root) { // what has it was switched off or hidden: the next one takes it, or the one before
  const held = root.getRootNode().activeElement;
  const free = (each) => !each.disabled && each.checkVisibility();
  if (!root.contains(held) || free(held)) return;
  const others = [...root.querySelectorAll(FOCUSABLE)].filter(free);
  const after = (each) => held.compareDocumentPosition(each) & Node.DOCUMENT_POSITION_FOLLOWING;
  (others.find(after) ?? others.at(-1))?.focus();
}

let named = 0;
function nameHandle(handle) { // by the label of the slider, or of the box beside it; its number without 0.18999999999999995
  const slider = handle.closest(".widget-slider");
  const label = slider.parentElement.querySelector(".bp-number .widget-label") ?? slider.querySelector(".widget-label");
  label.id ||= `bp-label-${Date.now()}-${named++}`;
  handle.setAttribute("aria-labelledby", label.id);
  const said = handle.getAttribute("aria-valuetext"), rounded = String(Number(Number(said).toFixed(6)));
  if (said !== null && said !== rounded) handle.setAttribute("aria-valuetext", rounded);
}

function sayFolded(button) { // one that ends in a triangle folds and unfolds something
  const [sign] = /[▾▴]$/.exec(button.textContent) ?? [];
  if (sign) button.setAttribute("aria-expanded", sign === "▴");
}

function name(part) {
  part.querySelectorAll(".noUi-handle").forEach(nameHandle);
  part.querySelectorAll("button").forEach(sayFolded);
}

function follow(root, records) {
  const held = root.getRootNode().activeElement;
  for (const { type, target, attributeName, addedNodes } of records) {
    if (attributeName === "aria-valuetext") nameHandle(target);
    else if (type === "attributes" && isOff(target) && target.contains(held)) keepFocus(root);
    else if (target.localName === "button") sayFolded(target);
    for (const each of addedNodes) if (each instanceof HTMLElement) name(each);
  }
}

function tend(el) { // whatever of it stands in the page is one element of the explorer
  const watches = [];
  let waiting = setTimeout(place);
  function place() { // also in a cell that is not laid out before it comes on the screen
    const root = el.closest(".bp-explorer"), notebook = el.closest(".jp-Notebook");
    if (!root) return void (waiting = setTimeout(place, 100));
    root.addEventListener("keydown", keepKeys);
    name(root);
    const changes = new MutationObserver((records) => follow(root, records));
    const attributeFilter = ["aria-valuetext", "disabled", "hidden", "style"];
    changes.observe(root, { subtree: true, childList: true, attributes: true, attributeFilter });
    watches.push(changes);
    if (notebook) keepDescribed(notebook);
  }
  return () => {
    clearTimeout(waiting);
    for (const each of watches) each.disconnect();
  };
}
