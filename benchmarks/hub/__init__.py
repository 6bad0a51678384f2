"""A class at once: a real JupyterHub on this machine, and learners who do what their browsers would do."""
