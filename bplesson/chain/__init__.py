"""Lessons 2 and 3: a chain, without activations and with them."""
