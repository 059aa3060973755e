"""A round picture with a person's initials, drawn by the server."""

from html import escape

COLOURS = ("#1f5f8b", "#7a4b8c", "#2f6b4f", "#8a4b32", "#54606e")
"""Dark enough for white letters: at least 5 to 1."""


def initials(name: str) -> str:
    """Return the first letters of the first and the last word of ``name``."""
    words = [word for word in name.split() if word[0].isalpha()]
    letters = [words[0][0], words[-1][0]] if len(words) > 1 else [word[0] for word in words]
    return "".join(letters).upper() or "?"


def avatar(name: str) -> str:
    """Return an SVG of 80 by 80; the same name has the same colour."""
    # A family shares its last name, so the first letter chooses.
    colour = COLOURS[ord(name[:1] or " ") % len(COLOURS)]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 80 80">'
        f'<circle cx="40" cy="40" r="40" fill="{colour}"/>'
        '<text x="40" y="41" fill="#fff" font-family="system-ui,sans-serif" font-size="30"'
        ' font-weight="600" text-anchor="middle" dominant-baseline="central">'
        f"{escape(initials(name))}</text></svg>"
    )
