"""The parts that a command works with."""

from trainer import build, settings
from trainer.cli.screen import say


def loaded(tolerant: bool = False, keep: bool = False) -> build.Parts:
    """Return the parts; the faults of content that cannot be used are said, unless ``tolerant``.

    ``keep`` as in ``build.parts``.
    """
    parts = build.parts(settings.from_environment(), keep)
    if parts.catalog.faults and not tolerant:
        for fault in parts.catalog.faults:
            say(str(fault))
    return parts
