"""How the model grader asks for one criterion and checks what comes."""
