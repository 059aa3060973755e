from datetime import date

from markupsafe import Markup

from trainer.core.base import Language
from trainer.figures.figures import Figures
from trainer.web.drawn import Drawn, MadeOf

WEEK, LATER = date(2026, 3, 2), date(2026, 3, 9)


def test_figures_are_drawn_again_where_anything_is_another() -> None:
    drawn, made = Drawn(), list[object]()

    def of(group: str, language: Language, made_of: MadeOf) -> str:
        def draw() -> Markup:
            made.append(made_of)
            return Markup(f"{group} {language} {len(made)}")

        return drawn.of(group, language, made_of, draw)

    figures = Figures()
    assert of("g", "nl", (figures, WEEK)) == "g nl 1"
    assert of("g", "nl", (figures, WEEK)) == "g nl 1"
    assert of("g", "da", (figures, WEEK)) == "g da 2"
    assert of("h", "nl", (figures, WEEK)) == "h nl 3"
    assert of("g", "nl", (figures, LATER)) == "g nl 4"
    assert of("g", "nl", (figures, WEEK)) == "g nl 5", "only the last is kept"
