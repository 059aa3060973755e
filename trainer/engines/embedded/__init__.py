"""The embedded engine: reader, citizen and grader without a language model."""
