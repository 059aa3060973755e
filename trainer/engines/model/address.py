"""Where a model is, and whether that is on this machine or in its own network."""

import socket
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from trainer.errors import SettingError

Resolve = Callable[[str], tuple[str, ...]]
LOCAL = tuple(
    ip_network(one)
    for one in (
        "127.0.0.0/8",
        "10.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "::1/128",
        "fc00::/7",
        "fe80::/10",
    )
)
"""This machine and private networks (RFC 1918, 3927, 4193). Python's ``is_private`` holds more, of
which some leads outside, such as IPv4 addresses that are written as IPv6."""


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
        if not is_local(address):
            raise SettingError(f"{wants} and {setting} is {url!r}, which is outside your network")


def is_local(address: str) -> bool:
    """Tell whether an IP address is this machine's or in a private network."""
    found = ip_address(address)
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return any(found in network for network in LOCAL)
