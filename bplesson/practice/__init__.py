"""Practice: what a learner types or writes is read, and a mistake is named; all from one list of wrong rules."""
