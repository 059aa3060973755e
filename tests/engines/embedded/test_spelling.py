"""Short forms of chat and speech are written out before anything is read."""

import pytest

from trainer.core.base import Language
from trainer.engines.embedded.sentences import split
from trainer.engines.embedded.spelling import written_out


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("nl", "k bel je morge ff, t komt goed", "ik bel je morgen even, het komt goed"),
        ("nl", "da's niet zo'n punt", "dat is niet zo'n punt"),
        ("nl", "van 9 t/m 12, n.a.v. de brief", "van 9 t/m 12, n.a.v. de brief"),
        ("en", "u can do it tmrw n thats fine", "you can do it tomorrow and that's fine"),
        ("en", "I’ll ring you on Monday.", "I'll ring you on Monday."),
        ("da", "det ka du ik gøre imorgen", "det kan du ikke gøre i morgen"),
        ("da", "Vi ses kl. 10.", "Vi ses kl. 10."),
        ("nl", "N. de Vries belt n keer", "N. de Vries belt een keer"),
        ("nl", "Ik vraag T. Bos en Em Vos.", "Ik vraag T. Bos en Em Vos."),
        ("nl", "Tuurlijk. K bel je.", "natuurlijk. ik bel je."),
        ("en", "Ask Em or R. Lee on Mon.", "Ask Em or R. Lee on Mon."),
        ("en", "U CANT DO THAT", "you can't DO THAT"),
        ("da", "Spørg Li. Ka du det?", "Spørg Li. kan du det?"),
    ],
)
def test_short_forms_are_written_out(language: Language, text: str, expected: str) -> None:
    assert written_out(language, text) == expected


@pytest.mark.parametrize(
    ("message", "parts"),
    [
        ("the hatch was bust that week, im taking the fine off", 2),
        ("The hatch was broken that week, I am taking the fine off.", 1),
        ("als je wil, kan ik je morgen bellen", 1),
        ("jeg tror, at du skal vente lidt", 1),
        ("ja hoor, prima", 1),
    ],
)
def test_a_comma_stands_for_a_full_stop_in_a_chat(message: str, parts: int) -> None:
    found = split(message)
    assert len(found) == parts
    assert all(message[s.start : s.start + len(s.text)] == s.text for s in found)
