"""Words for a machine: markup, code, encoded text, and turns of a talk that nobody had."""

import re

ROLES = (
    "citizen|trainee|official|user|assistant|system|burger|cursist|medewerker|ambtenaar|systeem"
    "|borger|kursist|medarbejder|sagsbehandler"
)
MARKUP = re.compile(
    rf"""
    </?[a-zæøå]\w*(\s[^<>]*)?> | <\|          # tags, and the marks between turns
    | \[/?(inst|sys|system)\] | ^\s*\#{{2,}}\s | ```     # marks of a prompt
    | javascript: | \b(print|alert|fetch|eval)\( | select\s+\*\s+from | drop\s+table   # code
    | \{{\s*["']\w+["']\s*: | ["'][\w-]+["']\s*:\s*[\d"\[{{] # JSON
    | (^|[.!?\n]\s*)({ROLES})\s*:                        # a faked turn
    | (?-i:\b(?=\w*\d)(?=\w*[a-z])(?=\w*[A-Z])[A-Za-z0-9+/]{{16,}}=*(?!\w))   # base64
    | ^\s*(\*{{3}}|-{{3}}|={{3}}) | (?-i:\[[A-Z\s]{{8,}}\])   # a faked end of the talk
    """,
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)


def for_machine(message: str) -> bool:
    """Tell whether a message is made for a machine: nobody at a desk says such things aloud."""
    return MARKUP.search(message) is not None
