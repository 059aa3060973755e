"""The case note on its page: written, checked, skipped, and nobody else's."""

from dataclasses import replace

import pytest

from shipped import CATALOG
from trainer.core import casenote
from trainer.core.attempt import Attempt
from trainer.core.casenote import Sentence
from web.conftest import Visitor, graded, played

NOTE = "Hij was lastig. Hij kreeg de bon omdat de scanauto alleen het kenteken leest."
READY = (
    Sentence(text="Hij heeft twee keer gebeld."),
    Sentence(text="Zijn vrouw is gevallen."),
    Sentence(text="Hij is eigenwijs.", fault="judging"),
    Sentence(text="Zijn dochter komt helpen.", fault="not-said"),
)


async def talked(visitor: Visitor) -> Attempt:
    assert visitor.person
    return await graded(visitor.site, visitor.person)


async def test_a_note_is_read_and_kept(sanne: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(casenote, "CHECKED", 0)
    attempt = await talked(sanne)
    page = f"/attempts/{attempt.id}/note"
    assert "Schrijf kort op" in (await sanne.get(page)).text
    kept = await sanne.post(page, text=NOTE)
    assert kept.headers["location"] == page
    shown = (await sanne.get(page)).text
    assert "klinkt als een oordeel" in shown and NOTE in shown
    note = await sanne.site.store.case_notes.of_attempt(attempt.id)
    assert note and note.written
    assert (
        set(note.written.held) | set(note.written.missing)
        == casenote.points(sanne.site.practice.case_of(attempt), attempt).keys()
    )
    again = (await sanne.get(f"{page}?anew=write")).text
    assert NOTE in again and "<textarea" in again
    feedback = (await sanne.get(f"/attempts/{attempt.id}/feedback")).text
    assert "Je maakte een notitie bij dit gesprek." in feedback


async def test_it_never_changes_the_grade(sanne: Visitor) -> None:
    attempt = await talked(sanne)
    await sanne.get(f"/attempts/{attempt.id}/note?anew=write")
    await sanne.post(f"/attempts/{attempt.id}/note", text=NOTE)
    after = await sanne.site.store.attempts.get(attempt.id)
    assert after.assessment == attempt.assessment


async def test_an_automatic_note_is_checked(
    sanne: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(casenote, "to_check", lambda case, attempt, words: READY)
    attempt = await talked(sanne)
    page = f"/attempts/{attempt.id}/note"
    assert (await sanne.get(page)).text.count('name="mark"') == len(READY)
    await sanne.client.post(
        page, data={"csrf": sanne.page.split('name="csrf" value="')[1][:32], "kind": "check",
                    "mark": ["0", "2", "9"]},
    )  # fmt: skip
    shown = (await sanne.get(page)).text
    parts = [
        shown.index(head) for head in ("Goed gezien", "nog niet zag", "mocht blijven", "terecht")
    ]
    assert parts == sorted(parts)
    hit, missed, alarm = (shown[a:b] for a, b in zip(parts[:3], parts[1:], strict=True))
    assert "eigenwijs" in hit and "een oordeel over de persoon" in hit
    assert "dochter" in missed and "niet verteld" in missed
    assert "twee keer gebeld" in alarm and "in het gesprek gezegd" in alarm
    assert "<textarea" in (await sanne.get(f"{page}?anew=write")).text


@pytest.mark.parametrize(("text", "told"), [("  ", "nog niets"), ("a" * 3001, "te lang")])
async def test_nothing_and_too_much_are_told(sanne: Visitor, text: str, told: str) -> None:
    attempt = await talked(sanne)
    await sanne.get(f"/attempts/{attempt.id}/note?anew=write")
    answer = await sanne.post(f"/attempts/{attempt.id}/note", text=text)
    assert answer.status_code == 422 and told in answer.text
    assert await sanne.site.store.case_notes.of_attempt(attempt.id) is None


async def test_it_can_come_before_the_feedback(sanne: Visitor) -> None:
    assert sanne.person
    attempt = await played(sanne.site, sanne.person)
    assert (await sanne.get(f"/attempts/{attempt.id}/note")).headers["location"].endswith("/rate")
    await sanne.get(f"/attempts/{attempt.id}/rate")
    levels = {"tone": "1", "empathy": "1", "completeness": "1", "next": "note"}
    rated = await sanne.post(f"/attempts/{attempt.id}/rate", **levels)
    assert rated.headers["location"] == f"/attempts/{attempt.id}/note"
    assert (
        f'href="/attempts/{attempt.id}/feedback"'
        in (await sanne.get(rated.headers["location"])).text
    )


async def test_there_is_none_where_the_words_are_gone_or_of_a_fork(sanne: Visitor) -> None:
    attempt = await talked(sanne)
    fork = await sanne.site.practice.fork(attempt.id, 1)
    gone = (await sanne.get(f"/attempts/{fork.id}/note")).headers["location"]
    assert gone == f"/chat/thread/{fork.id}"
    store = sanne.site.store
    retention = replace(store.retention, now=lambda: attempt.begun.replace(year=2030))
    due = (await retention.due()).model_copy(update={"transcripts": (attempt.id,), "levels": ()})
    await retention.clear(due)
    gone = (await sanne.get(f"/attempts/{attempt.id}/note")).headers["location"]
    assert gone == f"/attempts/{attempt.id}/feedback"


@pytest.mark.parametrize("language", ["nl", "en", "da"])
def test_what_is_planted_shows_its_own_fault(language: str) -> None:
    words = CATALOG.note_words(language)  # type: ignore[arg-type]
    case = CATALOG.case("angry-resident", language, "standard")  # type: ignore[arg-type]
    for text in words.planted.judging:
        assert [one.kind for one in casenote.remarks(case, words, text)], text
    for text in words.planted.promises:
        assert not list(casenote.remarks(case, words, text)), text


@pytest.mark.parametrize(
    "language, text, kinds",
    [
        ("nl", "Volgens mevrouw zelf is het haar eigen schuld.", []),
        ("nl", "Zij vindt dat het haar eigen schuld is.", []),
        ("nl", "Dat is zijn eigen schuld.", ["judging"]),
        ("nl", "De boete is vooral eigen schuld.", ["judging"]),
        ("en", "She says that it is her own fault.", []),
        ("en", "He thinks it was his own fault.", []),
        ("en", "The fine is mostly his own fault.", ["judging"]),
        ("en", "She did not open the letters, so it is her own fault.", ["judging"]),
        ("da", "Hun siger, at det er hendes egen skyld.", []),
        ("da", "Det er jo hans egen skyld.", ["judging"]),
    ],
)
def test_a_note_may_report_that_somebody_blames_themselves(
    language: str, text: str, kinds: list[str]
) -> None:
    words = CATALOG.note_words(language)  # type: ignore[arg-type]
    case = CATALOG.case("angry-resident", language, "standard")  # type: ignore[arg-type]
    assert [one.kind for one in casenote.remarks(case, words, text)] == kinds
