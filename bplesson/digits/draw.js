// A page of 8 × 8 pixels to draw on, with the mouse or with keys; beside it what the network makes of it.
const SIDE = 8;
const PEN = 1.7; // pixels: about as wide as the strokes of the data

function make(tag, parent, attributes = {}, words = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = words;
  parent.append(element);
  return element;
}

const shade = (cell, share) => cell.style.setProperty("--share", `${Math.round(100 * share)}%`);
const place = (k) => `row ${Math.floor(k / SIDE)}, column ${k % SIDE}`;

function render({ model, el }) {
  el.classList.add("bp-drawing");
  const part = (name) => {
    const box = make("div", el, { class: `part ${name}` });
    return [make("div", box, { class: "caption" }), make("div", box, { class: "content" })];
  };

  // the page --------------------------------------------------------------------------------------------------------
  const [pageCaption, page] = part("page");
  pageCaption.textContent = "draw here: mouse, or arrows and space";
  page.setAttribute("role", "grid");
  page.setAttribute("aria-label", "page of 8 by 8 pixels: arrow keys move, space draws, backspace erases");
  page.dataset.lmSuppressShortcuts = "true"; // or the notebook would take the keys for commands
  let values = Array(SIDE * SIDE).fill(0);
  let cursor = 27;
  const cells = values.map((_, k) => {
    const row = k % SIDE ? page.lastChild : make("div", page, { role: "row" });
    const guide = [2, 6].includes(k % SIDE) ? "guide" : ""; // between these the training images have their ink
    return make("div", row, { role: "gridcell", tabindex: k === cursor ? "0" : "-1", class: guide });
  });

  function paint() {
    cells.forEach((cell, k) => {
      if (cell.value === values[k]) return;
      cell.value = values[k];
      shade(cell, values[k]);
      cell.setAttribute("aria-label", `${place(k)}: ink ${values[k].toFixed(2)}`);
    });
  }

  function tell() {
    paint();
    model.set("image", [...values]);
    model.save_changes();
  }

  function stroke([x0, y0], [x1, y1], erase) {
    const length = (x1 - x0) ** 2 + (y1 - y0) ** 2;
    values = values.map((value, k) => {
      const [x, y] = [(k % SIDE) + 0.5, Math.floor(k / SIDE) + 0.5];
      const along = length ? Math.min(1, Math.max(0, ((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / length)) : 0;
      const away = Math.hypot(x - x0 - along * (x1 - x0), y - y0 - along * (y1 - y0));
      // the share of the pixel that the pen covers, in sixteenths as in the data
      const ink = Math.round(16 * Math.min(1, Math.max(0, PEN / 2 + 0.5 - away))) / 16;
      return erase ? Math.min(value, 1 - ink) : Math.max(value, ink);
    });
    tell();
  }

  function go(k) {
    cells[cursor].tabIndex = -1;
    cursor = k;
    cells[cursor].tabIndex = 0;
    cells[cursor].focus({ preventScroll: true });
  }

  let last = null;
  const position = (event) => {
    const box = page.getBoundingClientRect();
    return [(SIDE * (event.clientX - box.left)) / box.width, (SIDE * (event.clientY - box.top)) / box.height];
  };
  const erases = (event) => model.get("erasing") || (event.buttons & 2) !== 0;
  const inside = (at) => Math.min(SIDE - 1, Math.max(0, Math.floor(at)));
  page.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    page.setPointerCapture(event.pointerId);
    last = position(event);
    go(SIDE * inside(last[1]) + inside(last[0]));
    stroke(last, last, erases(event));
  });
  page.addEventListener("pointermove", (event) => {
    if (!last || !event.buttons) return;
    const next = position(event);
    stroke(last, next, erases(event));
    last = next;
  });
  for (const end of ["pointerup", "pointercancel"]) page.addEventListener(end, () => (last = null));
  page.addEventListener("contextmenu", (event) => {
    event.preventDefault(); // the right button erases
    event.stopPropagation();
  });

  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  page.addEventListener("keydown", (event) => {
    const [x, y] = [cursor % SIDE, Math.floor(cursor / SIDE)];
    const centre = [x + 0.5, y + 0.5];
    if (event.key in steps) {
      const [right, down] = steps[event.key];
      const [to, below] = [inside(x + right), inside(y + down)];
      go(SIDE * below + to);
      if (event.shiftKey) stroke(centre, [to + 0.5, below + 0.5], model.get("erasing"));
    } else if (event.key === " " || event.key === "Enter") {
      stroke(centre, centre, model.get("erasing"));
    } else if (event.key === "Backspace" || event.key === "Delete") {
      values[cursor] = 0;
      tell();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  function take() {
    values = [...model.get("image")];
    paint();
  }

  // the answer ------------------------------------------------------------------------------------------------------
  const [hiddenCaption, hidden] = part("hidden");
  const [saysCaption, says] = part("says");
  const [helpCaption, help] = part("help");
  saysCaption.textContent = "outputs: the probability of each digit";
  for (const each of [hidden, says, help]) each.setAttribute("role", "img");
  for (const each of [hidden, help]) // a number for whoever points at a cell: cheaper than a hundred of them a change
    each.addEventListener("pointerover", (event) => (event.target.title = event.target.says ?? ""));
  const bars = Array.from({ length: 10 }, (_, digit) => {
    const row = make("div", says, { class: "bar" });
    make("span", row, { class: "digit" }, String(digit));
    return { row, fill: make("span", make("span", row, { class: "track" }), { class: "fill" }), share: make("span", row) };
  });
  const marks = values.map(() => make("span", help));
  let nodes = [];

  function build(layers) {
    hidden.replaceChildren();
    nodes = layers.map((layer) => {
      const box = make("div", hidden, { class: "layer" });
      return layer.q.map(() => make("span", box));
    });
  }

  function show() {
    const answer = model.get("answer");
    if (nodes.map((each) => each.length).join() !== answer.layers.map((each) => each.q.length).join())
      build(answer.layers);
    hiddenCaption.textContent = answer.hidden;
    hidden.setAttribute("aria-label", answer.hidden);
    answer.layers.forEach(({ q, low, high }, i) => q.forEach((value, a) => {
      shade(nodes[i][a], (value - low) / (high - low));
      nodes[i][a].says = `q of layer ${i + 1}, node ${a}: ${value}`;
    }));
    bars.forEach(({ row, fill, share }, digit) => {
      row.classList.toggle("first", digit === answer.prediction);
      fill.style.width = `${100 * answer.probabilities[digit]}%`;
      share.textContent = answer.shares[digit];
    });
    says.setAttribute("aria-label", answer.says);
    helpCaption.textContent = answer.help;
    help.setAttribute("aria-label", answer.help);
    const most = Math.max(1e-12, ...answer.delta.map(Math.abs));
    answer.delta.forEach((delta, k) => {
      const size = Math.abs(delta) / most;
      shade(marks[k], 0.6 * size);
      marks[k].className = size < 0.15 ? "" : delta < 0 ? "plus" : "minus";
      marks[k].says = `${answer.name} at ${place(k)}: ${delta}`;
    });
  }

  model.on("change:image", take);
  model.on("change:answer", show);
  take();
  show();
}

export default { render };
