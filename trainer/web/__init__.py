"""The web: pages, sign-in, feedback and the chat, in one process."""
