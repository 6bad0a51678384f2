"""What is needed to build, start and test the lessons; nothing here is installed with the package."""
