"""Which model the settings choose, and what is said at the start where one cannot be used."""

import sys

import pytest

from trainer import settings
from trainer.engines.model.address import must_be_local
from trainer.engines.model.choice import chosen
from trainer.engines.model.opening import open_chat
from trainer.engines.model.spec import Spec
from trainer.errors import SettingError

LOCAL = "http://127.0.0.1:9/v1"


def read(**values: str) -> settings.Settings:
    return settings.read({f"TRAINER_{name}": value for name, value in values.items()})


def test_without_a_model_nothing_is_chosen() -> None:
    assert [chosen(read(), part) for part in ("citizen", "grader", "reader")] == [None] * 3


def test_one_model_serves_citizen_and_grader_but_does_not_read() -> None:
    some = read(MODEL="openai:a", MODEL_URL=LOCAL, MODEL_KEY="k")
    citizen, grader = chosen(some, "citizen"), chosen(some, "grader")
    assert citizen and grader
    assert (citizen.name, citizen.url, citizen.key) == ("openai:a", LOCAL, "k")
    assert (grader.name, grader.setting) == ("openai:a", "TRAINER_MODEL")
    assert chosen(some, "reader") is None


@pytest.mark.parametrize(
    ("own", "url", "key"),
    [("openai:b", LOCAL, "k"), ("anthropic:b", "", ""), ("embedded", None, None)],
)
def test_a_part_of_another_provider_takes_no_address_of_this_one(
    own: str, url: str | None, key: str | None
) -> None:
    spec = chosen(
        read(MODEL="openai:a", MODEL_URL=LOCAL, MODEL_KEY="k", GRADER_MODEL=own), "grader"
    )
    assert (spec and spec.url, spec and spec.key) == (url, key)


def test_prices_are_by_model() -> None:
    some = read(MODEL="openai:a", MODEL_PRICES="openai:a=0.5/2, openai:b=1/1")
    spec = chosen(some, "citizen")
    assert spec and spec.price == (0.5, 2.0)
    with pytest.raises(SettingError, match="TRAINER_MODEL_PRICES is 'openai:a=1'"):
        read(MODEL_PRICES="openai:a=1")


@pytest.mark.parametrize("url", ["127.0.0.1:8080", "ftp://x/v1", "http://", "http://x:port/v1"])
def test_an_address_that_is_none_is_named(url: str) -> None:
    with pytest.raises(SettingError, match="TRAINER_MODEL_URL is"):
        open_chat(Spec(part="citizen", name="openai:a", url=url))


@pytest.mark.parametrize(
    ("addresses", "allowed"),
    [
        (("127.0.0.1",), True),
        (("::1",), True),
        (("10.1.2.3", "192.168.0.4"), True),
        (("8.8.8.8",), False),
        (("10.1.2.3", "8.8.8.8"), False),
        (("fd12::7", "fe80::1", "169.254.1.1", "172.31.0.9"), True),
        (("::ffff:10.1.2.3",), True),
        (("::ffff:8.8.8.8",), False),
        (("2001:0:808:808::1",), False),
        (("2606:4700::1",), False),
        (("172.32.0.1",), False),
        ((), False),
    ],
)
def test_local_only_looks_at_where_a_name_leads(addresses: tuple[str, ...], allowed: bool) -> None:
    def check() -> None:
        must_be_local("TRAINER_MODEL_URL", "http://models.example/v1", lambda host: addresses)

    if allowed:
        check()
    else:
        with pytest.raises(SettingError, match="TRAINER_MODEL_LOCAL_ONLY is set"):
            check()


def test_local_only_wants_an_address() -> None:
    with pytest.raises(SettingError, match="TRAINER_MODEL_URL is empty"):
        open_chat(Spec(part="citizen", name="openai:a", local_only=True))


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("openai:a", "TRAINER_MODEL_KEY is empty"),
        ("gpt-5", "TRAINER_MODEL_KEY is empty"),
        ("no-such-thing", "write provider:model"),
        ("no:such-thing", "write provider:model"),
        ("openai:", "write provider:model"),
        ("mistralai:a", "uv pip install langchain-mistralai"),
    ],
)
def test_what_is_missing_is_said_at_the_start(
    name: str, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(SettingError, match=says):
        open_chat(Spec(part="citizen", name=name))


def test_without_the_packages_it_says_what_to_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "langchain.chat_models", None)
    with pytest.raises(SettingError, match="make model"):
        open_chat(Spec(part="citizen", name="openai:a", url=LOCAL))
