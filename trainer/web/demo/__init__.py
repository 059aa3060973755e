"""The demo: fictional people, and weeks of history that the real engine played."""
