"""The words of feedback, and what in a citizen's words shows how they are: content, by language."""

from typing import Annotated, Literal

from pydantic import Field

from trainer.core.base import Language, Value
from trainer.core.rubric import BandName
from trainer.core.scenario import Id
from trainer.core.script import Text

Texts = tuple[Text, ...]
Question = Literal["heard", "respected", "explained", "trusts"]


class CriterionFeedback(Value):
    """What a coach says of one criterion."""

    reasons: dict[BandName, Texts]
    """Why this level, in several wordings."""
    no_chance: Texts
    """Why it was not assessed."""
    next: dict[BandName, Texts]
    """What the next level would have looked like, by the level that was reached."""
    try_: Texts
    """The one thing to try next."""
    examples: Texts
    """How that could sound, where the conversation itself gives no better example."""
    praise: Texts
    """What went well, always with the words that show it."""


class ViewWords(Value):
    """The citizen's answer to one question."""

    yes: Texts
    partly: Texts
    no: Texts


class Asides(Value):
    """What may be added to a reason."""

    wrong: Texts
    """Something false was said of ``{wrong}``."""
    half: Texts
    """``{half}`` was said, but not understood."""
    repeated: Texts
    """The same words were used again."""
    repaired: Texts
    """What went wrong earlier was put right later."""
    lifted: Texts
    """The talk as a whole was better than what was counted; ``{struck}`` tells it most."""
    lowered: Texts
    """The talk as a whole was less good than what was counted; ``{struck}`` tells it most."""


class FeedbackWords(Value):
    """All words of the feedback in one language."""

    citizen: Text
    """What the other person is called where no name is known."""
    criteria: dict[Id, CriterionFeedback]
    views: dict[Question, ViewWords]
    asides: Asides


class Feeling(Value):
    """A feeling, or a burden, as a citizen's words show it."""

    shown_by: Texts
    """Words and phrases; one that ends in ``*`` stands for every word that begins so, and one
    that ends in ``$`` only counts where the clause ends with it."""
    weight: Annotated[float, Field(gt=0, le=1)] = 1.0
    """How plainly it asks for an answer."""
    lines: Texts
    """How an answer to it could sound."""


class Cues(Value):
    """What words show, in one language; phrases as in ``Feeling``."""

    language: Language
    feelings: dict[Id, Feeling]
    hot: Texts
    """The temperature is up."""
    abusive: Texts
    """The citizen goes too far: a limit is warranted."""
    eased: Texts
    """The citizen is relieved, thanks, or finds their way."""
    confirmed: Texts
    """The citizen says that it is just as the trainee said."""
    unheard: Texts
    """The citizen says that they were not heard, or gives up."""
    negations: Texts
    """A feeling word right after one of these is not that feeling."""
    waved: Texts
    """The trainee passes over what was shown: all have it, it will pass, that comes later."""
    rated: Texts
    """The trainee says that an answer is right, or well done: the question was a test."""
    possible: Texts
    """The trainee says what can be done, by them or by the other person."""
    impossible: Texts
    """The same words used for something else: what can not be done, or what can be seen."""
    choices: Texts
    """The trainee asks which of two ways suits."""
    pleas: Texts
    """Words that only somebody says who speaks to the grader."""
    markers: Texts
    """Whom only somebody calls on who speaks to the grader: "Dear examiner, ..."."""
    articles: Texts
    """Words right before a ``marker`` who is only told of: "our examiner, Ms Bell, ..."."""
    graders: Texts
    """Who judges, and what is judged: beside ``grades`` in one sentence, a plea."""
    grades: Texts
    """What is asked of a grader."""
    familiar: Texts
    """The trainee says je, not u: an example should do the same."""


class Coaching(Value):
    """What the embedded grader speaks from, in one language."""

    feedback: FeedbackWords
    cues: Cues
