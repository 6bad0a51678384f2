"""What a lesson writes in front of the learner: read it in the order of its README."""
