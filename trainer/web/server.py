"""Starts the server: the demo on this machine alone, or the real thing."""

import socket
import threading
import webbrowser
from contextlib import suppress
from dataclasses import replace

import uvicorn
from rich.console import Console

from trainer import build
from trainer.errors import SettingError
from trainer.settings import Settings
from trainer.web.app import create_app

TRIED = 20
"""How many ports the demo tries from the first one on."""
SECRET = 32
"""The least characters of a secret."""
FIRST_ACCOUNT = 'Make the first account with: trainer user add "Your Name" yourname --role admin'


def run_demo(parts: build.Parts, port: int | None, browser: bool, console: Console) -> None:
    """Serve fictional people on this machine alone, on the first free port."""
    free = _free_port(port or parts.settings.port, fixed=port is not None)
    settings = replace(parts.settings, host="127.0.0.1", port=free, secure=False)
    address = f"http://127.0.0.1:{free}"
    console.print(f"Oefenbalie: {address}  (stop with Ctrl-C)", markup=False, highlight=False)
    _say_engine(parts, console)
    if browser:
        threading.Thread(target=_open_when_up, args=(address, free), daemon=True).start()
    _run(replace(parts, settings=settings), demo=True)


def run_server(parts: build.Parts, console: Console) -> None:
    """Serve for real; ``SettingError`` where the secret is missing or weak."""
    settings = parts.settings
    if len(settings.secret) < SECRET or len(set(settings.secret)) < 8:
        raise SettingError(
            f"TRAINER_SECRET needs at least {SECRET} characters that nobody can guess;"
            " make one with: openssl rand -hex 32"
        )
    console.print(FIRST_ACCOUNT, markup=False, highlight=False)
    _say_engine(parts, console)
    _run(parts, demo=False)


def _run(parts: build.Parts, demo: bool) -> None:
    store = build.store(parts.settings)
    practice = parts.practice(store)
    app = create_app(
        parts.settings,
        practice,
        store,
        parts.catalog,
        parts.move_names,
        build.grading(parts.settings, practice, store),
        parts.exercising(store),
        demo=demo,
    )
    settings: Settings = parts.settings
    uvicorn.run(app, host=settings.host, port=settings.port, log_level="warning")


def _say_engine(parts: build.Parts, console: Console) -> None:
    if parts.engine.name != "embedded":
        console.print(f"engine: {parts.engine.name}", markup=False, highlight=False)
    for fault in parts.catalog.faults:
        console.print(str(fault), style="yellow", markup=False, highlight=False)


def _free_port(first: int, fixed: bool) -> int:
    for port in range(first, first + (1 if fixed else TRIED)):
        with socket.socket() as tried:
            # The server will reuse an address that a stopped one still holds; so does this.
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with suppress(OSError):
                tried.bind(("127.0.0.1", port))
                return port
    raise SettingError(f"port {first} is taken; name another: trainer demo --port {first + 100}")


def _open_when_up(address: str, port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            probe.settimeout(0.2)
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                webbrowser.open(address)
                return
