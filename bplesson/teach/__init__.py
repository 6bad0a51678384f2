"""For teachers: assignments on nbgrader with numbers for each learner, their key, and the marks of a class."""
