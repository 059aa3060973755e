"""The fictional people of the demo."""

from dataclasses import dataclass

from trainer.core.base import Language
from trainer.store.membership import Part
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
    listed: bool = True
    """Is offered on the sign-in page; the others fill the groups."""


PEOPLE = (
    Fictional("samira", "Samira El Amrani"),
    Fictional("joris", "Joris van Dam"),
    Fictional("willem", "Willem Bakker"),
    Fictional("noor", "Noor de Vries", new=True),
    Fictional("mette", "Mette Sørensen", "da"),
    Fictional("priya", "Priya Nair", "en"),
    Fictional("hanneke", "Hanneke Smit", role="coach"),
    Fictional("marleen", "Marleen Postma", role="manager"),
    Fictional("astrid", "Astrid Hendriks", role="admin"),
    Fictional("fatima", "Fatima Aydin", listed=False),
    Fictional("bram", "Bram Visser", listed=False),
    Fictional("anouk", "Anouk Peters", listed=False),
    Fictional("ruben", "Ruben Mulder", listed=False),
    Fictional("ilse", "Ilse Hoekstra", listed=False),
    Fictional("kees", "Kees de Wit", listed=False),
    Fictional("lotte", "Lotte Jansen", listed=False),
    Fictional("daan", "Daan Kuipers", listed=False),
    Fictional("sigrid", "Sigrid Holm", "da", listed=False),
)
LEADS = ("hanneke", "marleen")
GROUPS: dict[str, tuple[str, ...]] = {
    "Publieksbalie": (
        *("samira", "joris", "willem", "noor", "mette", "priya"),
        *("fatima", "bram", "anouk", "ruben", "ilse", "kees"),
        *LEADS,
    ),
    "Vergunningen": ("lotte", "daan", "sigrid", *LEADS),
}
"""By name: who is in it, as what they are; one is large enough for figures, the other is not."""


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
    await _make_groups(store)


async def _make_groups(store: Store) -> None:
    """Make the groups that are not there yet, each with its people."""
    people = {one.sign_in: one for one in await store.people.fictional()}
    known = {group.name for group in await store.groups.all()}
    for name in [name for name in GROUPS if name not in known]:
        group = await store.groups.add(name)
        for sign_in in GROUPS[name]:
            one = people[sign_in]
            part: Part = one.role if one.role != "admin" else "trainee"
            await store.groups.join(group.id, one.id, part)
