"""The looks of a widget, put into the page once, however many of its kind there are."""

import json
from zlib import crc32

ONCE = """if (!document.getElementById(%(id)s)) {
  document.head.append(Object.assign(document.createElement("style"), { id: %(id)s, textContent: %(css)s }));
}
"""


def styled(css: str) -> str:
    """JavaScript for the beginning of a module, which puts this style sheet into the page unless it is there.

    A sheet given as `_css` is written anew by every widget, and each time the browser looks at the whole page again.
    """
    id = f"bp-{crc32(css.encode())}"
    return ONCE % {"id": json.dumps(id), "css": json.dumps(css)}
