"""What the README takes from the code: the command line's help, the settings, the tree.

``python tests/readme.py`` writes them anew.
"""

import ast
import re
from dataclasses import fields
from pathlib import Path

import click
import typer

from trainer import cli, settings

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
LISTED = (
    "trainer/cli",
    "trainer/terminal.py",
    "trainer/web",
    "trainer/web/chat",
    "trainer/web/demo",
    "trainer/build.py",
    "trainer/jobs",
    "trainer/proof",
    "trainer/exchange",
    "trainer/practice.py",
    "trainer/exercising.py",
    "trainer/adapting",
    "trainer/figures",
    "trainer/engines/embedded",
    "trainer/engines/embedded/grading",
    "trainer/engines/model",
    "trainer/store",
    "trainer/content",
    "trainer/core",
    "trainer/settings.py",
    "trainer/errors.py",
)
FOLDERS = {
    "scenarios": "the cases: structure, words in three languages, scripted trainees",
    "drills": "texts by AI to check, and a question to ask it, in three languages",
    "letters": "letters to write again in plain words, in three languages",
    "rubrics": "the rubric, moves, asides, opportunities, judged talks, signals and plain words",
    "schema": "JSON Schemas that give editors completion",
    "tests": "mirrors the modules; played/ holds talks that were read aloud",
    "bench": "figures, measured side by side",
}


def tree() -> str:
    """Return the annotated tree."""
    lines = [f"{path:<36} {_says(ROOT / path)}" for path in LISTED]
    lines += [f"{folder + '/':<36} {says}" for folder, says in FOLDERS.items()]
    return "```\n" + "\n".join(line.rstrip() for line in lines) + "\n```"


def help_() -> str:
    """Return the help of every command."""
    root = typer.main.get_command(cli.app)
    return "```\n" + "\n\n".join(_helps("trainer", root)) + "\n```"


def settings_() -> str:
    """Return every setting with its default and what it is for."""
    said = _docstrings(ROOT / "trainer/settings.py", "Settings")
    rows = ["| setting | default | what it is |", "|---|---|---|"]
    for field in fields(settings.Settings):
        default = "" if str(field.default) in ("", ".") else f"`{field.default}`"
        name = settings.PREFIX + field.name.upper()
        rows.append(f"| `{name}` | {default} | {said[field.name]} |")
    return "\n".join(rows)


PARTS = {"tree": tree, "help": help_, "settings": settings_}


def renewed(text: str) -> str:
    """Return the README with its parts as the code has them now."""
    for name, part in PARTS.items():
        between = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        text = between.sub(lambda found, part=part: found[1] + part() + "\n" + found[2], text)
    return text


def _says(path: Path) -> str:
    file = path / "__init__.py" if path.is_dir() else path
    said = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return said.splitlines()[0].rstrip(".") if said else ""


def _docstrings(path: Path, name: str) -> dict[str, str]:
    """Return the docstring under each field of a class."""
    body = next(
        node.body
        for node in ast.parse(path.read_text("utf-8")).body
        if isinstance(node, ast.ClassDef) and node.name == name
    )
    return {
        field.target.id: str(said.value.value)  # type: ignore[attr-defined]
        for field, said in zip(body, body[1:], strict=False)
        if isinstance(field, ast.AnnAssign)
        and isinstance(field.target, ast.Name)
        and isinstance(said, ast.Expr)
    }


def _helps(name: str, command: click.Command) -> list[str]:
    context = click.Context(command, info_name=name, terminal_width=88, max_content_width=88)
    found = [f"$ {name} --help\n{command.get_help(context).strip()}"]
    for sub, one in getattr(command, "commands", {}).items():
        found += _helps(f"{name} {sub}", one)
    return found


if __name__ == "__main__":
    README.write_text(renewed(README.read_text("utf-8")), "utf-8")
