"""Lesson 4: layers of several nodes."""
