"""How the embedded grader gets from readings to levels and words."""
