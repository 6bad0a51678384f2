"""For teachers: an nbgrader course made of the lessons, and what a class's marks say."""
