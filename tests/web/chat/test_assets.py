import gzip
from pathlib import Path

import pytest

from trainer.errors import NotFoundError
from trainer.web.chat.assets import Assets

SCRIPT = "const a = 1;\n" * 500


@pytest.fixture
def assets(tmp_path: Path) -> Assets:
    folder = tmp_path / "assets"
    folder.mkdir()
    (folder / "index-abc.js").write_text(SCRIPT)
    (folder / "letter.woff2").write_bytes(b"wOF2")
    (tmp_path / "secret.js").write_text("not to be read")
    return Assets(folder)


async def test_a_script_is_compressed_for_who_takes_that(assets: Assets) -> None:
    small = await assets.answer("index-abc.js", "br, gzip")
    assert small.headers["content-encoding"] == "gzip"
    assert gzip.decompress(small.body).decode() == SCRIPT and len(small.body) < len(SCRIPT) / 10
    whole = await assets.answer("index-abc.js", "identity")
    assert "content-encoding" not in whole.headers and whole.body.decode() == SCRIPT
    for one in (small, whole):
        assert one.headers["content-type"].startswith("text/javascript")
        assert "immutable" in one.headers["cache-control"]
        assert one.headers["vary"] == "accept-encoding"


async def test_it_is_compressed_once(assets: Assets) -> None:
    first = await assets.answer("index-abc.js", "gzip")
    (assets.folder / "index-abc.js").write_text("// changed")
    assert (await assets.answer("index-abc.js", "gzip")).body == first.body


async def test_what_gains_nothing_is_sent_as_it_is(assets: Assets) -> None:
    assert "content-encoding" not in (await assets.answer("letter.woff2", "gzip")).headers


@pytest.mark.parametrize("name", ["", ".", "..", "../secret.js", "nowhere.js", "/etc/passwd"])
async def test_nothing_outside_the_folder_is_served(assets: Assets, name: str) -> None:
    with pytest.raises(NotFoundError):
        await assets.answer(name, "gzip")
