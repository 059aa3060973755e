"""Erasing: a person and everything of theirs, or one attempt, wherever it is kept."""

from collections.abc import Collection

from starlette.datastructures import FormData

from trainer.errors import ConflictError
from trainer.store.people import Person
from trainer.web.site import Site
from trainer.web.visit import field


def must_be_sure(form: FormData, whom: Person) -> None:
    """Refuse what cannot be undone where the sign-in name of whom it is about was not typed."""
    if field(form, "sign-in").strip().lower() != whom.sign_in:
        raise ConflictError("not-sure")


async def erase(site: Site, person: str, by: str | None = None) -> None:
    """Remove a person from the store, from the jobs and from what was written for training.

    ``ConflictError`` where nobody would be left to administer.
    """
    attempts = await site.store.own.erase(person, by)
    site.doors.knock(person)
    await _forget(site, attempts)


async def erase_attempt(site: Site, person: str, id: str) -> None:
    """Remove one attempt of a person in the same way; their levels stand on what is left.

    ``NotFoundError`` where it is not theirs.
    """
    await _forget(site, await site.store.own.erase_attempt(person, id))
    await site.retaining.counting.again(person)


async def _forget(site: Site, attempts: Collection[str]) -> None:
    """Remove attempts from the jobs and from what was written for training."""
    await site.grading.forget(attempts)
    # Written anew from the store before each training.
    site.retaining.lessons.unlink(missing_ok=True)
