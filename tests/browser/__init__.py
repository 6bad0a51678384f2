"""Browser tests: a package, so that its one browser ends with its last test."""
