"""Lesson 6: initial weights."""
