"""One file for each skill of the outline, named by its number."""
