// Alternative texts for the pictures in a page of JupyterLab, which gives them none: each PNG says of itself what it shows.
// Their light ground, which glares on a dark page, is dimmed there. And where a window is too small for them they shrink
// no further than their letters can be read, and are scrolled.
const LEGIBLE = 0.81; // of their size: 11 of the 13.6 pixels of their smallest letters
const TEXT = 0x69545874; // "iTXt"
const DIMMED = `[data-jp-theme-light="false"] .jp-RenderedImage img[src^="data:image/png"] {
  filter: brightness(0.82); border-radius: 6px;
}`;

function head(picture) { // the first bytes of a PNG
  return new DataView(Uint8Array.from(atob(picture.src.split(",")[1].slice(0, 8192)), (each) => each.charCodeAt(0)).buffer);
}

function description(data) { // what a PNG says of itself: its first text, which stands before the pixels
  for (let at = 8; at + 8 < data.byteLength; at += 12 + data.getUint32(at)) {
    if (data.getUint32(at + 4) !== TEXT) continue;
    const text = new Uint8Array(data.buffer, at + 8, Math.min(data.getUint32(at), data.byteLength - at - 8));
    return new TextDecoder().decode(text).split("\0").at(-1);
  }
  return "";
}

const rooms = new ResizeObserver((entries) => { // what is scrolled can be reached with the keyboard
  for (const { target } of entries) {
    if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
    else target.removeAttribute("tabindex");
  }
});

function describePictures(root) {
  for (const each of root.querySelectorAll('.jp-RenderedImage img[src^="data:image/png"]:not([alt])')) {
    const data = head(each), said = description(data);
    if (!said) continue; // a picture of somebody else
    each.alt = said;
    each.style.minWidth = `${LEGIBLE * data.getUint32(16)}px`;
    rooms.observe(each.closest(".jp-RenderedImage"));
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
