"""What somebody takes along reads as it was said, with what the coach wrote about it."""

import io
import zipfile

from web.cast import Cast, cast, folder
from web.conftest import Visitor

__all__ = ["cast", "folder"]


async def taken(visitor: Visitor) -> str:
    """Return the conversations that somebody takes along."""
    await visitor.get("/me")
    archive = (await visitor.post("/me/export")).content
    with zipfile.ZipFile(io.BytesIO(archive)) as whole:
        talks = [name for name in whole.namelist() if name.endswith(".txt")]
        return "\n".join(whole.read(name).decode() for name in talks)


async def test_of_two_at_the_desk_each_has_a_line(sanne: Visitor) -> None:
    assert sanne.person
    practice = sanne.site.practice
    attempt = await practice.start(sanne.person.id, "complex-household", "nl", "easy", seed=1)
    async for _ in practice.turn(attempt.id, "En jij, Niels? [son-wants Wat wil jij?]"):
        pass
    await practice.finish(attempt.id)
    text = await taken(sanne)
    assert "\nJij: En jij, Niels?" in text
    assert "\nNiels Verhoef: " in text and "Marjan Verhoef: Niels: " not in text


async def test_what_the_coach_wrote_stands_where_it_belongs(cast: Cast) -> None:
    store, iris = cast.sanne.site.store, cast.people["iris"]
    assessment = cast.attempt.assessment
    assert assessment
    given = {"respectful": (3, "Dat deed je met warmte.")}
    await store.reviews.add(cast.attempt.id, assessment, iris.id, given)
    for words in ("Mooi gezegd.", "Toch niet."):
        await store.remarks.add(cast.attempt.id, 1, words, iris.id)
    last = (await store.remarks.of_attempt(cast.attempt.id))[1][-1]
    await store.remarks.remove(cast.attempt.id, last.id, iris.id)
    text = await taken(cast.sanne)
    first, after = text.split("Mooi gezegd.")
    assert first.splitlines()[-2].startswith("Jij: ") and first.endswith("Coach: ")
    assert "Coach: Sterk. Dat deed je met warmte." in after
    assert "Toch niet." not in text
    assert "- Toon: Goed" in text and "2/3" not in text
