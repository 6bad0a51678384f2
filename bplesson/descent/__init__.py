"""Lesson 1: cost and gradient descent."""
