"""The fictional people of the demo."""

from dataclasses import dataclass

from trainer.core.base import Language
from trainer.store.people import Role
from trainer.store.store import Store


@dataclass(frozen=True)
class Fictional:
    """Somebody who does not exist."""

    sign_in: str
    name: str
    language: Language = "nl"
    role: Role = "trainee"
    new: bool = False
    """Starts today: has not yet read who sees what."""


PEOPLE = (
    Fictional("samira", "Samira El Amrani"),
    Fictional("joris", "Joris van Dam"),
    Fictional("willem", "Willem Bakker"),
    Fictional("noor", "Noor de Vries", new=True),
    Fictional("mette", "Mette Sørensen", "da"),
    Fictional("priya", "Priya Nair", "en"),
    Fictional("hanneke", "Hanneke Smit", role="coach"),
)


async def seed_demo_people(store: Store) -> None:
    """Make the fictional people who are not there yet; they have no password."""
    known = {person.sign_in for person in await store.people.fictional()}
    for one in PEOPLE:
        if one.sign_in in known:
            continue
        person = await store.people.add(
            one.name, one.sign_in, one.role, language=one.language, fictional=True
        )
        if not one.new:
            await store.people.read_privacy(person.id)
    await _give_coach(store)


async def _give_coach(store: Store) -> None:
    """Make the one coach that of all who practise and have none."""
    people = await store.people.fictional()
    coach = next(one for one in people if one.role == "coach")
    for one in people:
        if one.role == "trainee" and await store.coaching.coach_of(one.id) is None:
            await store.coaching.give(one.id, coach.id)
