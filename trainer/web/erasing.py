"""Erasing: a person and everything of theirs, wherever it is kept."""

from trainer.web.site import Site


async def erase(site: Site, person: str, by: str | None = None) -> None:
    """Remove a person from the store, from the jobs and from what was written for training.

    ``ConflictError`` where nobody would be left to administer.
    """
    attempts = await site.store.own.erase(person, by)
    site.doors.knock(person)
    await site.grading.forget(attempts)
    # Written anew from the store before each training.
    site.retaining.lessons.unlink(missing_ok=True)
