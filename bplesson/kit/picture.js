// Puts a picture together on a canvas: strokes of what stands still, images, strokes of what moves. Tells where it was
// clicked or dragged, as fractions of its size, and which arrow keys were pressed. NIGHT: the colours on a dark ground, by those on a light one.
const MOVE = 1, LINE = 2, QUADRATIC = 3, CUBIC = 4, CLOSE = 79; // the codes of matplotlib

function isDark() {
  const { dataset, classList } = document.body;
  return dataset.jpThemeLight === "false" || classList.contains("vscode-dark") || document.documentElement.getAttribute("theme") === "dark";
}

function inTheme(colour) { // "#rrggbbaa"
  if (!isDark()) return colour;
  return (NIGHT[colour.slice(0, 7).toUpperCase()] ?? colour.slice(0, 7)) + colour.slice(7);
}

function bytes(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function turned(data) { // light becomes dark, and every hue stays what it is
  for (let k = 0; k < data.length; k += 4) {
    const [r, g, b] = data.subarray(k, k + 3);
    const by = 255 - Math.max(r, g, b) - Math.min(r, g, b);
    for (const [at, value] of [r, g, b].entries()) data[k + at] = 22 + (value + by) * 0.91; // no darker than the ground
  }
  return data;
}

function canvasOf({ rows, columns, pixels, colours }) { // row 0 is the one at the bottom, as the page is turned over
  const image = new ImageData(columns, rows);
  const from = bytes(pixels);
  if (!colours.byteLength) {
    image.data.set(from);
    if (isDark()) turned(image.data);
  } else {
    const shades = bytes(colours).slice();
    const table = new Uint32Array((isDark() ? turned(shades) : shades).buffer);
    const to = new Uint32Array(image.data.buffer);
    for (let k = 0; k < from.length; k++) to[k] = table[from[k]];
  }
  const canvas = new OffscreenCanvas(columns, rows);
  canvas.getContext("2d").putImageData(image, 0, 0);
  return canvas;
}

function traced(points, codes, from, count) {
  const path = new Path2D();
  const at = (k) => [points[2 * k], points[2 * k + 1]];
  for (let k = from; k < from + count; k++) {
    if (codes[k] === MOVE) path.moveTo(...at(k));
    else if (codes[k] === LINE) path.lineTo(...at(k));
    else if (codes[k] === QUADRATIC) path.quadraticCurveTo(...at(k), ...at(++k));
    else if (codes[k] === CUBIC) path.bezierCurveTo(...at(k), ...at(++k), ...at(++k));
    else if (codes[k] === CLOSE) path.closePath();
  }
  return path;
}

function drawStroke(context, style, path) {
  context.save();
  if (style.clip) {
    context.beginPath();
    context.rect(...style.clip);
    context.clip();
  }
  if (style.stroke) {
    context.strokeStyle = inTheme(style.stroke);
    context.lineWidth = style.width;
    context.lineJoin = style.join;
    context.lineCap = style.cap;
    context.setLineDash(style.dashes ?? []);
    context.lineDashOffset = style.offset ?? 0;
  }
  if (style.fill) context.fillStyle = inTheme(style.fill);
  let [x, y] = [0, 0];
  for (const [along, up] of style.at ?? [[0, 0]]) {
    context.translate(along - x, up - y);
    [x, y] = [along, up];
    if (style.fill) context.fill(path);
    if (style.stroke) context.stroke(path);
  }
  context.restore();
}

function drawStrokes(context, { styles, points, codes }) {
  const places = new Float32Array(bytes(points).slice().buffer), kinds = bytes(codes);
  let from = 0;
  for (const style of styles) {
    drawStroke(context, style, traced(places, kinds, from, style.count));
    from += style.count;
  }
}

function render({ model, el }) {
  const canvas = document.createElement("canvas");
  canvas.className = "bp-picture";
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "img");
  el.append(canvas);

  const ground = new OffscreenCanvas(1, 1); // what stands still
  let images = [];
  let reported = model.get("asked");
  let look; // the theme and the sharpness it has been drawn in
  const changed = new Set();

  function draw() {
    const { size } = model.get("still");
    if (!size) return; // nothing has been drawn yet
    const now = `${isDark()} ${devicePixelRatio}`;
    if (look !== now) for (const part of ["still", "images"]) changed.add(part);
    look = now;
    const context = canvas.getContext("2d");
    if (changed.delete("still")) {
      for (const each of [canvas, ground]) [each.width, each.height] = size.map((side) => Math.round(side * devicePixelRatio));
      canvas.style.width = `${size[0]}px`;
      drawStrokes(upright(ground.getContext("2d"), size), model.get("still"));
    }
    if (changed.delete("images")) images = model.get("images").map((each) => [each, canvasOf(each)]);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(ground, 0, 0);
    upright(context, size).imageSmoothingEnabled = false;
    for (const [{ x, y, width, height }, image] of images) context.drawImage(image, x, y, width, height);
    drawStrokes(context, model.get("strokes"));
    waiting = false;
    if (reported !== model.get("asked")) {
      reported = model.get("asked");
      model.send({ drawn: reported }); // whoever sends many pictures waits for this
    }
  }
  function upright(context, [, height]) { // matplotlib counts from the bottom
    context.setTransform(devicePixelRatio, 0, 0, -devicePixelRatio, 0, height * devicePixelRatio);
    return context;
  }
  let due = false;
  function soon() { // several parts may come in one message; a picture that looks the same comes as a number alone
    if (due) return;
    due = true;
    queueMicrotask(() => {
      due = false;
      draw();
    });
  }
  const name = () => canvas.setAttribute("aria-label", model.get("says"));
  if (model.get("arrows")) canvas.setAttribute("aria-description", "arrow keys move the point");

  let waiting = false;
  function tell(event) {
    if (waiting) return; // one at a time: the next place is told once this one is drawn
    waiting = true;
    setTimeout(() => (waiting = false), 300);
    const box = canvas.getBoundingClientRect();
    model.send({ x: (event.clientX - box.left) / box.width, y: 1 - (event.clientY - box.top) / box.height });
  }
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    tell(event);
  });
  canvas.addEventListener("pointermove", (event) => {
    if (event.buttons === 1) tell(event);
  });

  const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  canvas.addEventListener("keydown", (event) => {
    if (!model.get("arrows") || !(event.key in steps)) return;
    event.preventDefault();
    model.send({ step: steps[event.key] });
  });

  for (const part of ["still", "images"]) model.on(`change:${part}`, () => changed.add(part));
  for (const part of ["still", "images", "strokes", "asked"]) model.on(`change:${part}`, soon);
  model.on("change:says", name);
  name();
  soon();
  const theme = new MutationObserver(soon);
  theme.observe(document.body, { attributes: true, attributeFilter: ["data-jp-theme-light", "class"] });
  addEventListener("resize", soon); // a zoom of the page, or another screen
  if (!model.get("seen")) {
    model.set("seen", true);
    model.save_changes();
  }
  return () => {
    theme.disconnect();
    removeEventListener("resize", soon);
  };
}

export default { render };
