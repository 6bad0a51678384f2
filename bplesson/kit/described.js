// Alternative texts for the pictures in a page of JupyterLab, which gives them none: each PNG says of itself what it shows.
// And their light ground, which glares on a dark page, is dimmed there.
const DIMMED = `[data-jp-theme-light="false"] .jp-RenderedImage img[src^="data:image/png"] {
  filter: brightness(0.82); border-radius: 6px;
}`;

function description(picture) { // what a PNG says of itself: its first text, which stands before the pixels
  const head = atob(picture.src.split(",")[1].slice(0, 8192));
  const data = new DataView(Uint8Array.from(head, (each) => each.charCodeAt(0)).buffer);
  for (let at = 8; at + 8 < data.byteLength; at += 12 + data.getUint32(at)) {
    if (head.slice(at + 4, at + 8) !== "iTXt") continue;
    const text = new Uint8Array(data.buffer, at + 8, Math.min(data.getUint32(at), data.byteLength - at - 8));
    return new TextDecoder().decode(text).split("\0").at(-1);
  }
  return "";
}

function describePictures(root) {
  for (const each of root.querySelectorAll('.jp-RenderedImage img[src^="data:image/png"]:not([alt])')) {
    const said = description(each);
    if (said) each.alt = said;
  }
}

function keepDescribed(root) { // those that are there, and those that come; once is enough
  if (root.closest("[data-bp-described]")) return;
  root.dataset.bpDescribed = true;
  document.head.append(Object.assign(document.createElement("style"), { textContent: DIMMED }));
  describePictures(root);
  const outputs = new MutationObserver((records) => {
    for (const { target, addedNodes } of records)
      if ([...addedNodes].some((each) => each instanceof HTMLElement)) describePictures(target);
  });
  outputs.observe(root, { subtree: true, childList: true });
}
