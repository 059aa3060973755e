"""Made-up learners, and ways to choose their next case."""
