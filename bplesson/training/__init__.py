"""Lesson 5: the whole algorithm, at work."""
