"""Settings from the environment."""

from pathlib import Path

import pytest

from trainer import settings
from trainer.errors import SettingError


def test_defaults_need_no_environment() -> None:
    read = settings.read({"PATH": "/bin", "DATABASE_URL": "ignored"})
    assert (read.host, read.port, read.secret) == ("127.0.0.1", 8000, "")


def test_values_are_parsed() -> None:
    read = settings.read({"TRAINER_PORT": "9001", "TRAINER_VAR": "x", "TRAINER_SECURE": "yes"})
    assert (read.port, read.var, read.secure) == (9001, Path("x"), True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TRAINER_PORT", "eight"),
        ("TRAINER_SECURE", "perhaps"),
        ("TRAINER_LANGUAGE", "fr"),
    ],
)
def test_an_unusable_value_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=f"{name} is '{value}'"):
        settings.read({name: value})


def test_a_misspelt_setting_is_named() -> None:
    with pytest.raises(SettingError, match="TRAINER_MODLE is no setting"):
        settings.read({"TRAINER_MODLE": "x"})


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("x.nl", False)],
)
def test_loopback(host: str, loopback: bool) -> None:
    assert settings.is_loopback(host) is loopback
