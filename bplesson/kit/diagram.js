// Draws a scene (boxes, lines, texts with ids) as SVG; afterwards only words and marks change.
const SVG = "http://www.w3.org/2000/svg";

function make(tag, attributes, parent, space = SVG) {
  const element = document.createElementNS(space, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  parent.append(element);
  return element;
}

const ruler = new OffscreenCanvas(1, 1).getContext("2d"); // with the letters of the page, 100 pixels high
const NARROWEST = 0.75; // of their width, as narrow as letters can still be read

function fit(element, size, room, words) { // long words: first the letters are narrower, and then they are smaller
  const long = (size * ruler.measureText(words).width) / 100;
  if (long > room) element.setAttribute("textLength", room);
  else element.removeAttribute("textLength");
  element.setAttribute("font-size", size * Math.min(1, room / (NARROWEST * long)));
}

const TALL = 352, LEAST = 0.83; // what one screen has room for beside plots, and how much smaller a diagram may be for it

function onOneScreen(height) { // the share of its size in which it has room there; its own size where that is too little
  const share = Math.min(1, TALL / height);
  return share < LEAST ? 1 : share;
}

const HEAD = 11; // the length of the head of an arrow

function shortened(points, length) { // the same line, that much shorter at its end
  const [[x0, y0], [x1, y1]] = points.slice(-2);
  const share = 1 - length / Math.hypot(x1 - x0, y1 - y0);
  return [...points.slice(0, -1), [x0 + share * (x1 - x0), y0 + share * (y1 - y0)]];
}

function cross(points, group) { // in the middle of the last part of a line
  const [[x0, y0], [x1, y1]] = points.slice(-2);
  const sign = make("g", { class: "cross", transform: `translate(${(x0 + x1) / 2},${(y0 + y1) / 2})` }, group);
  make("circle", { r: 8 }, sign);
  make("path", { d: "M-5,-5 L5,5 M-5,5 L5,-5" }, sign);
}

const makers = {
  box: (item, svg) =>
    make("rect", {
      x: item.x - item.width / 2, y: item.y - item.height / 2, width: item.width, height: item.height,
      rx: Math.min(item.rounding, item.height / 2),
      ...(item.clear ? { "fill-opacity": 0 } : {}),
    }, svg),
  line: (item, svg) => {
    const group = make("g", {}, svg);
    const points = item.points.map((point) => point.join(",")).join(" ");
    if (item.select) make("polyline", { points, class: "touch", "stroke-width": item.touch }, group);
    const stroke = make("polyline", { points, class: "stroke" }, group);
    if (item.dash.length) stroke.style.strokeDasharray = item.dash.map((each) => 2.8 * each).join(" ");
    const head = ([[x0, y0], [x1, y1]], name) => {
      const turn = (Math.atan2(y1 - y0, x1 - x0) * 180) / Math.PI;
      const place = make("g", { transform: `translate(${x1},${y1}) rotate(${turn})`, class: name }, group);
      return make("path", { d: `M0,0 L${-HEAD},4.5 L${-HEAD},-4.5 Z` }, place);
    };
    const heads = [
      ...(item.arrow ? [head(item.points.slice(-2), item.back.length ? "there" : "")] : []),
      ...(item.back.length ? [head(item.back.slice(-2), "back")] : []),
    ];
    group.weigh = (width, broken, back) => { // how thick it is, which the head must be longer for
      const size = 0.85 + 0.1 * width, seen = back && item.back.length ? item.back : item.points;
      group.style.setProperty("--bp-width", width);
      for (const each of heads) each.setAttribute("transform", `scale(${size})`);
      stroke.setAttribute("points", (item.arrow ? shortened(seen, HEAD * size - 1) : seen).join(" "));
      group.querySelector(".cross")?.remove();
      if (broken) cross(seen, group);
    };
    return group;
  },
  text: (item, svg) =>
    make("text", { x: item.x, y: item.y, "text-anchor": item.anchor, "font-size": item.size, lengthAdjust: "spacingAndGlyphs" }, svg),
};

const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function middle({ x, y, points }) {
  if (!points) return [x, y];
  const [[x0, y0], [x1, y1]] = [points[0], points.at(-1)];
  return [(x0 + x1) / 2, (y0 + y1) / 2];
}

function nearest(stops, from, [right, down]) { // the one in that direction, rather straight ahead than near
  const [x0, y0] = middle(from.item);
  let best = from, least = Infinity;
  for (const stop of stops) {
    const [x, y] = middle(stop.item);
    const ahead = (x - x0) * right + (y - y0) * down, aside = Math.abs((x - x0) * down) + Math.abs((y - y0) * right);
    const far = ahead + 2 * aside;
    if (ahead > 1 && far < least) [best, least] = [stop, far];
  }
  return best;
}

function render({ model, el }) {
  const parts = new Map();
  let svg;
  let stops = []; // what can be chosen; Tab goes to one of them, arrow keys from one to the next
  let current = null;

  function stopAt(stop) {
    current?.element.setAttribute("tabindex", "-1");
    current = stop;
    current.element.setAttribute("tabindex", "0");
  }

  function go(event, stop) {
    event.preventDefault();
    stopAt(stop);
    stop.element.focus();
  }

  function press(event, stop) {
    if (event.key in WAYS) go(event, nearest(stops, stop, WAYS[event.key]));
    else if (event.key === "Home") go(event, stops[0]);
    else if (event.key === "End") go(event, stops.at(-1));
    else if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      choose(stop.item.select);
    } else return;
    event.stopPropagation(); // or the notebook would take the key for a command
  }

  function makeStops(before) { // Tab comes back to the one of before
    stops = [...parts.values()].filter(({ item }) => item.select && item.label);
    for (const stop of stops) {
      const { element, item } = stop;
      for (const [name, value] of [["tabindex", "-1"], ["role", "button"], ["aria-label", `select ${item.label}`]])
        element.setAttribute(name, value);
      element.addEventListener("keydown", (event) => press(event, stop));
      element.addEventListener("focus", () => stopAt(stop)); // also by a click
    }
    current = null;
    if (stops.length) stopAt(stops.find(({ item }) => item.id === before?.item.id) ?? stops[0]);
    showSelected();
  }

  function showSelected() {
    const selected = model.get("selected");
    for (const { element, item } of stops) element.setAttribute("aria-pressed", item.select === selected);
  }

  function choose(name) {
    model.set("selected", name);
    model.save_changes();
  }

  function build() {
    const scene = model.get("scene"), before = current;
    const focused = before && before.element === el.getRootNode().activeElement;
    parts.clear();
    el.replaceChildren();
    el.classList.add("bp-diagram");
    ruler.font = `100px ${getComputedStyle(document.body).getPropertyValue("--jp-ui-font-family") || "sans-serif"}`;
    svg = make("svg", { viewBox: `0 0 ${scene.width} ${scene.height}`, role: "group" }, el);
    svg.addEventListener("click", () => choose(""));
    svg.style.minWidth = `${0.716 * scene.width}px`;
    svg.style.maxWidth = `${onOneScreen(scene.height) * scene.width}px`;
    for (const item of scene.items) {
      const element = makers[item.kind](item, svg, model);
      if (item.select) element.addEventListener("click", (event) => {
        event.stopPropagation(); // a click beside all items chooses nothing
        choose(item.select);
      });
      parts.set(item.id, { item, element, words: null, mark: null });
    }
    makeStops(before);
    if (focused) current?.element.focus();
    fill();
  }

  function change({ item, element }, way, was) { // the way in which a number has changed, and what it was
    const said = { "aria-label": `${way === "▲" ? "up" : "down"} from ${was}` };
    if (item.was) {
      const old = make("tspan", { class: "was", x: item.x, dy: 14, lengthAdjust: "spacingAndGlyphs", ...said }, element);
      old.textContent = `${way} was ${was}`;
      fit(old, item.size, item.was, old.textContent);
      return;
    }
    const sign = make("tspan", said, element);
    sign.textContent = item.room ? way : ` ${way}`;
    if (item.room) element.prepend(sign);
    make("title", {}, element).textContent = `was ${was}`;
  }

  function fill() {
    const { words, marks, says, moved, widths, broken, turned } = model.get("filling");
    svg.setAttribute("aria-label", says);
    for (const [id, part] of parts) {
      const back = turned.includes(id) || marks[id] === "backward";
      const mark = `mark-${marks[id] ?? ""} ${id in moved ? "moved" : ""} ${back ? "turned" : ""}`;
      if (mark !== part.mark) {
        part.mark = mark;
        part.element.setAttribute("class", `${part.item.role} ${part.item.select ? "selectable" : ""} ${part.item.lifted ? "lifted" : ""} ${mark}`);
      }
      const weight = JSON.stringify([widths[id], broken.includes(id), back]);
      if (id in widths && weight !== part.weight) part.element.weigh(...JSON.parse((part.weight = weight)));
      part.element.show?.(model.get("filling"));
      if (part.item.kind !== "text") continue;
      const said = words[id] ?? "";
      const key = JSON.stringify([said, moved[id]]);
      if (key === part.words) continue;
      part.words = key;
      if (typeof said === "string") {
        part.element.textContent = said;
        if (part.item.room) fit(part.element, part.item.size, part.item.room, (moved[id]?.[0] ?? "") + said);
        if (moved[id]) change(part, ...moved[id]);
      }
      else {
        part.element.replaceChildren();
        for (const [role, run] of said) make("tspan", { class: role }, part.element).textContent = run;
      }
    }
  }

  build();
  model.on("change:scene", build);
  model.on("change:filling", fill);
  model.on("change:selected", showSelected);
  model.on("change:typed", fill); // where there are blanks
  model.on("msg:custom", ({ focus }) => parts.get(focus)?.element.reach()); // the id of a blank
}

export default { render };
