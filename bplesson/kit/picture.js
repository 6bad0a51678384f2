// Puts a picture together on a canvas: strokes of what stands still, images, strokes of what moves. Tells where it was
// clicked or dragged, as fractions of its size, and which arrow keys were pressed. NIGHT: the colours on a dark ground, by those on a light one; GROUND: red, green and blue of that ground.
const LEGIBLE = 0.81; // how far it shrinks before it is scrolled: 11 of the 13.6 pixels of its smallest letters
const MOVE = 1, LINE = 2, QUADRATIC = 3, CUBIC = 4, CLOSE = 79; // the codes of matplotlib

// Lines and letters of a plot are painted faster by the processor than they come to a graphics card, or to its stand-in.
const PAINTED_HERE = { willReadFrequently: true };

function isDark() {
  const { dataset, classList } = document.body;
  if (matchMedia("(forced-colors: active)").matches) return matchMedia("(prefers-color-scheme: dark)").matches;
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
    for (const [at, value] of [r, g, b].entries()) data[k + at] = GROUND[at] + (value + by) * (1 - GROUND[at] / 255);
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
  canvas.getContext("2d", PAINTED_HERE).putImageData(image, 0, 0);
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

function stacked([width, height], cuts, room) { // the pieces between the cuts, as many side by side as there is room for
  if (width <= room) return [{ left: 0, right: width, x: 0, y: 0 }];
  const pieces = [];
  let [x, y] = [0, 0];
  for (const [left, right] of [0, ...cuts].map((at, k) => [at, cuts[k] ?? width])) {
    if (x && x + right - left > room) [x, y] = [0, y + height];
    pieces.push({ left, right, x, y });
    x += right - left;
  }
  return pieces;
}

function render({ model, el }) {
  const canvas = document.createElement("canvas");
  canvas.className = "bp-picture";
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "img");
  el.append(canvas);
  el.style.overflowX = "auto";

  const ground = new OffscreenCanvas(1, 1); // what stands still
  let images = [], pieces = [];
  let reported = model.get("asked");
  let room = 0; // its width: asked for in the middle of a change it would have the page laid out once more
  let look; // the theme and the sharpness it has been drawn in
  const changed = new Set();

  function draw() {
    const { size, cuts } = model.get("still");
    if (!size) return; // nothing has been drawn yet
    room ||= el.clientWidth;
    const now = `${isDark()} ${devicePixelRatio} ${room}`;
    if (look !== now) for (const part of ["still", "images"]) changed.add(part);
    look = now;
    const sharp = (side) => Math.round(side * devicePixelRatio);
    if (changed.delete("still")) {
      pieces = stacked(size, cuts, room || size[0]);
      const wide = Math.max(...pieces.map(({ left, right, x }) => x + right - left));
      [canvas.width, canvas.height] = [wide, pieces.at(-1).y + size[1]].map(sharp);
      canvas.style.width = `${wide}px`;
      canvas.style.minWidth = `${LEGIBLE * wide}px`;
      canvas.style.touchAction = room && LEGIBLE * wide > room ? "pan-x" : "none"; // a finger scrolls what is scrolled
      [ground.width, ground.height] = size.map(sharp);
      drawStrokes(upright(ground.getContext("2d", PAINTED_HERE), size[1]), model.get("still"));
    }
    if (changed.delete("images")) images = model.get("images").map((each) => [each, canvasOf(each)]);
    const context = canvas.getContext("2d", PAINTED_HERE);
    for (const { left, right, x, y } of pieces) {
      context.save();
      upright(context, y + size[1]);
      context.translate(x - left, 0);
      context.beginPath();
      context.rect(left, 0, right - left, size[1]);
      context.clip();
      context.imageSmoothingEnabled = false;
      context.save();
      context.scale(1, -1);
      context.drawImage(ground, 0, -size[1], ...size);
      context.restore();
      for (const [each, image] of images) context.drawImage(image, each.x, each.y, each.width, each.height);
      drawStrokes(context, model.get("strokes"));
      context.restore();
    }
    waiting = false;
    if (reported !== model.get("asked")) {
      reported = model.get("asked");
      model.send({ drawn: reported }); // whoever sends many pictures waits for this
    }
  }
  function upright(context, height) { // matplotlib counts from the bottom
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
  if (model.get("arrows")) canvas.setAttribute("aria-description", "arrow keys move the point, or what is chosen");

  let waiting = false;
  function tell(event) {
    if (waiting) return; // one at a time: the next place is told once this one is drawn
    waiting = true;
    setTimeout(() => (waiting = false), 300);
    const box = canvas.getBoundingClientRect();
    const { size } = model.get("still"), scale = canvas.width / devicePixelRatio / box.width;
    const x = (event.clientX - box.left) * scale, y = (event.clientY - box.top) * scale;
    const within = (each) => y < each.y + size[1] && x < each.x + each.right - each.left;
    const piece = pieces.find(within) ?? pieces.at(-1);
    model.send({ x: (x - piece.x + piece.left) / size[0], y: 1 - (y - piece.y) / size[1] });
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
  const walls = new ResizeObserver(([{ contentRect }]) => { // also at a zoom of the page
    room = contentRect.width;
    soon();
  });
  walls.observe(el);
  if (!model.get("seen")) {
    model.set("seen", true);
    model.save_changes();
  }
  return () => {
    theme.disconnect();
    walls.disconnect();
  };
}

export default { render };
