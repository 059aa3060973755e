"""Where a model is, and whether that is on this machine or in its own network."""

import socket
from collections.abc import Callable
from ipaddress import ip_address
from urllib.parse import urlsplit

from trainer.errors import SettingError

Resolve = Callable[[str], tuple[str, ...]]


def resolved(host: str) -> tuple[str, ...]:
    """Return the addresses of a host; none where it has no name that can be found."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return ()
    return tuple(dict.fromkeys(str(entry[4][0]).split("%")[0] for entry in found))


def host_of(setting: str, url: str) -> str:
    """Return the host of an address; ``SettingError`` where it is none."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
        parts.port  # noqa: B018 - reading it checks it
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        raise SettingError(
            f"{setting} is {url!r}; write an address such as http://127.0.0.1:8080/v1"
        )
    return host


def must_be_local(setting: str, url: str, resolve: Resolve = resolved) -> None:
    """Raise ``SettingError`` unless every address of the host is loopback or private."""
    wants = "TRAINER_MODEL_LOCAL_ONLY is set"
    if not url:
        raise SettingError(f"{wants} and {setting} is empty; name a server in your own network")
    host = host_of(setting, url)
    found = resolve(host)
    if not found:
        raise SettingError(f"{wants} and {setting} is {url!r}, whose host cannot be found")
    for address in found:
        if not (ip_address(address).is_private or ip_address(address).is_loopback):
            raise SettingError(f"{wants} and {setting} is {url!r}, which is outside your network")
