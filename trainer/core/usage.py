"""What a call of a language model took: kept per attempt, shown to admins."""

from typing import Annotated, Literal

from pydantic import Field

from trainer.core.base import Value

Part = Literal["citizen", "grader", "reader", "draft"]


class Usage(Value):
    """One call of a model."""

    part: Part
    """Which part of the engine called."""
    model: str
    """The model's name as the settings have it."""
    prompt: str
    """Hash of the prompt's fixed text, so that a change of prompt can be seen."""
    tokens_in: Annotated[int, Field(ge=0)] | None = None
    """Tokens of the request; None where the provider did not say, as in a call that was cut."""
    tokens_cached: Annotated[int, Field(ge=0)] | None = None
    """Those of them that the provider had from an earlier request."""
    tokens_out: Annotated[int, Field(ge=0)] | None = None
    """Tokens of the answer."""
    seconds: Annotated[float, Field(ge=0)] = 0.0
    cost: Annotated[float, Field(ge=0)] | None = None
    """In the currency of the price that is set; None where no price or no tokens are known."""
    failed: bool = False
    """True where the call gave nothing that could be used."""
