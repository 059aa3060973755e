"""The model engine: citizen, grader and reader by any chat model; code still decides."""
