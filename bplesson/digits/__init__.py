"""Lesson 7: handwritten digits."""
