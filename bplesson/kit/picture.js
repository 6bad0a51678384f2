// Shows frames (JPEG bytes) on a canvas and tells where it was clicked or dragged, as fractions of its size.
function render({ model, el }) {
  const canvas = document.createElement("canvas");
  canvas.className = "bp-picture";
  canvas.tabIndex = 0;
  canvas.setAttribute("role", "img");
  el.append(canvas);

  let latest = 0;
  let reported = model.get("asked");
  async function draw() {
    if (!model.get("frame").byteLength) return; // nothing has been drawn yet
    const turn = ++latest;
    const bitmap = await createImageBitmap(new Blob([model.get("frame")], { type: "image/jpeg" }));
    if (turn !== latest) return; // a newer frame is on its way
    if (canvas.width !== bitmap.width || canvas.height !== bitmap.height) {
      [canvas.width, canvas.height] = [bitmap.width, bitmap.height];
      canvas.style.width = `${bitmap.width / model.get("sharpness")}px`;
    }
    canvas.getContext("2d").drawImage(bitmap, 0, 0);
    waiting = false;
    if (reported !== model.get("asked")) {
      reported = model.get("asked");
      model.send({ drawn: reported }); // whoever sends many frames waits for this
    }
  }
  let due = false;
  function soon() { // frame and number may come in one message; a frame that looks the same comes as a number alone
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

  model.on("change:frame", soon);
  model.on("change:asked", soon);
  model.on("change:says", name);
  name();
  draw();
  if (model.get("screen") !== devicePixelRatio) {
    model.set("screen", devicePixelRatio);
    model.save_changes();
  }
}

export default { render };
