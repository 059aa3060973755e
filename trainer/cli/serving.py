"""Commands that serve the pages."""

from typing import Annotated

import typer

from trainer.cli.parts import loaded
from trainer.cli.screen import out


def demo(
    port: Annotated[int | None, typer.Option(help="The port on this machine.")] = None,
    browser: Annotated[bool, typer.Option(help="Open a browser where there is one.")] = True,
) -> None:
    """Try it on this machine alone, with fictional people.

    trainer demo --port 8080
    """
    from trainer.web.server import run_demo

    run_demo(loaded(), port, browser, out)


def serve() -> None:
    """Serve it for real: no fictional people, and weak secrets are refused.

    TRAINER_SECRET=$(openssl rand -hex 32) trainer serve
    """
    from trainer.web.server import run_server

    run_server(loaded(), out)
