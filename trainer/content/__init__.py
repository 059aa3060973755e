"""Content: YAML in, core objects out, and every fault with its line."""
