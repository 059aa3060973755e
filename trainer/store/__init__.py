"""The store: people, sessions, attempts and what coaches said, in one database."""
