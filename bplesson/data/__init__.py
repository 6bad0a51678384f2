"""Data sets small enough to look at whole, and the handwritten digits."""
