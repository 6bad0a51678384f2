// Slides: → and ← go from part to part, Page Down and Page Up too once a part has been scrolled to its end.
const main = document.querySelector("main"), parts = [...document.querySelectorAll("section")];
const place = document.querySelector(".place");
const now = () => Math.round(main.scrollLeft / main.clientWidth);

function go(to) {
  if (!parts[to]) return;
  main.scrollTo({ left: to * main.clientWidth });
  parts[to].focus({ preventScroll: true });
}

function atEnd({ scrollTop, clientHeight, scrollHeight }, step) {
  return step < 0 ? scrollTop <= 0 : scrollTop + clientHeight >= scrollHeight - 2;
}

addEventListener("keydown", (event) => {
  const step = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 }[event.key];
  if (!step || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key.startsWith("Page") && !atEnd(parts[now()], step)) return;
  event.preventDefault();
  go(now() + step);
});
for (const [name, step] of [["before", -1], ["after", 1]]) {
  document.querySelector(`.${name}`).addEventListener("click", () => go(now() + step));
}
const tell = () => (place.textContent = `${now() + 1} of ${parts.length}`);
main.addEventListener("scroll", tell);
tell();
parts[now()].focus({ preventScroll: true });
