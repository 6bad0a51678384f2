"""What every room is built from."""

import logging

# Where matplotlib keeps its caches, and that it fills them, is no news in a lesson: a home that cannot be written (some
# hubs have one) costs a moment and changes no picture. All else that it has to say is heard.
ABOUT_CACHES = (
    "mkdir -p failed",
    "is not a writable directory",
    "temporary cache directory",
    "building the font cache",
    "save font_manager cache",
)


def is_news(record: logging.LogRecord) -> bool:
    """Whether a message of matplotlib is about something else than its caches."""
    return not any(words in str(record.msg) for words in ABOUT_CACHES)


for name in ("matplotlib", "matplotlib.font_manager"):
    logging.getLogger(name).addFilter(is_news)
