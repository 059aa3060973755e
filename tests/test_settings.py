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


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"MODEL_TIMEOUT": "-1"}, "TRAINER_MODEL_TIMEOUT is -1; write more than 0"),
        ({"GRADER_TIMEOUT": "nan"}, "TRAINER_GRADER_TIMEOUT is nan"),
        ({"MODEL_RETRIES": "-3"}, "TRAINER_MODEL_RETRIES is -3; write 0 or more"),
        ({"MODEL_URL": "http://x/v1"}, "and no model is named; set TRAINER_MODEL, such as"),
        ({"GRADER_MODEL_URL": "http://x/v1"}, "named; set TRAINER_GRADER_MODEL, such as"),
    ],
)
def test_what_cannot_be_meant_of_a_model_is_said(values: dict[str, str], says: str) -> None:
    with pytest.raises(SettingError, match=says):
        settings.read({f"TRAINER_{name}": value for name, value in values.items()})


@pytest.mark.parametrize("name", ["MODEL", "CITIZEN_MODEL", "GRADER_MODEL"])
def test_an_address_belongs_to_a_model(name: str) -> None:
    read = settings.read({"TRAINER_MODEL_URL": "http://x/v1", f"TRAINER_{name}": "openai:a"})
    assert read.model_url == "http://x/v1"


def test_a_misspelt_setting_is_named() -> None:
    with pytest.raises(SettingError, match="TRAINER_MODLE is no setting"):
        settings.read({"TRAINER_MODLE": "x"})


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("localhost", True), ("::1", True), ("0.0.0.0", False), ("x.nl", False)],
)
def test_loopback(host: str, loopback: bool) -> None:
    assert settings.is_loopback(host) is loopback
