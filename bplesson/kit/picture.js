// Puts a picture together on a canvas, a JPEG of what stands still, images and strokes on it, and tells where it was
// clicked or dragged, as fractions of its size.
const MOVE = 1, LINE = 2, QUADRATIC = 3, CUBIC = 4, CLOSE = 79; // the codes of matplotlib

function bytes(view) {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}

function canvasOf({ rows, columns, pixels, colours }) { // row 0 is the one at the bottom, as the page is turned over
  const image = new ImageData(columns, rows);
  const from = bytes(pixels);
  if (!colours.byteLength) image.data.set(from);
  else {
    const table = new Uint32Array(bytes(colours).slice().buffer);
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
    context.strokeStyle = style.stroke;
    context.lineWidth = style.width;
    context.lineJoin = style.join;
    context.lineCap = style.cap;
    context.setLineDash(style.dashes ?? []);
    context.lineDashOffset = style.offset ?? 0;
  }
  if (style.fill) context.fillStyle = style.fill;
  let [x, y] = [0, 0];
  for (const [along, up] of style.at ?? [[0, 0]]) {
    context.translate(along - x, up - y);
    [x, y] = [along, up];
    if (style.fill) context.fill(path);
    if (style.stroke) context.stroke(path);
  }
  context.restore();
}

function render({ model, el }) {
  const canvas = document.createElement("canvas");
  canvas.className = "bp-picture";
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "img");
  el.append(canvas);

  let frame, images = [];
  let latest = 0;
  let reported = model.get("asked");
  const changed = new Set(["frame", "images"]); // since they were read

  async function draw() {
    if (!model.get("frame").byteLength) return; // nothing has been drawn yet
    const turn = ++latest;
    if (changed.has("frame")) {
      const blob = new Blob([model.get("frame")], { type: "image/jpeg" });
      changed.delete("frame");
      const bitmap = await createImageBitmap(blob);
      if (turn !== latest) { // a newer picture is on its way, perhaps with this same frame
        if (!changed.has("frame")) frame = bitmap;
        return;
      }
      frame = bitmap;
    }
    if (changed.delete("images")) images = model.get("images").map((each) => [each, canvasOf(each)]);
    paint();
    waiting = false;
    if (reported !== model.get("asked")) {
      reported = model.get("asked");
      model.send({ drawn: reported }); // whoever sends many pictures waits for this
    }
  }

  function paint() {
    if (canvas.width !== frame.width || canvas.height !== frame.height) {
      [canvas.width, canvas.height] = [frame.width, frame.height];
      canvas.style.width = `${frame.width / model.get("sharpness")}px`;
    }
    const context = canvas.getContext("2d");
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.drawImage(frame, 0, 0);
    context.setTransform(1, 0, 0, -1, 0, canvas.height); // matplotlib counts from the bottom
    context.imageSmoothingEnabled = false;
    for (const [{ x, y, width, height }, image] of images) context.drawImage(image, x, y, width, height);
    const { styles, points, codes } = model.get("strokes");
    const places = new Float32Array(bytes(points).slice().buffer), kinds = bytes(codes);
    let from = 0;
    for (const style of styles) {
      drawStroke(context, style, traced(places, kinds, from, style.count));
      from += style.count;
    }
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

  for (const part of ["frame", "images"]) model.on(`change:${part}`, () => changed.add(part));
  for (const part of ["frame", "images", "strokes", "asked"]) model.on(`change:${part}`, soon);
  model.on("change:says", name);
  name();
  draw();
  if (model.get("screen") !== devicePixelRatio) {
    model.set("screen", devicePixelRatio);
    model.save_changes();
  }
}

export default { render };
