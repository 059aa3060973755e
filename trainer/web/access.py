"""Access: for each route who may use it, in one table that is enforced and tested.

A route that stands in no rule does not exist. Whose record it is, the route's own dependency looks
up; here stands what the test holds it to.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from fastapi import Request

from trainer.errors import NotFoundError
from trainer.store.people import Role
from trainer.web.visit import AnyVisit, SignInNeeded, asked_for

Of = Literal["nobody", "oneself", "own-trainee", "sharing-trainee", "own-group"]
"""Whose record a route is about. oneself: the visitor's own. own-trainee: of somebody whom the
visitor coaches. sharing-trainee: the same, while that one shares it. own-group: of a group that the
visitor coaches or manages."""
ALL: frozenset[Role] = frozenset(get_args(Role))
COACH: frozenset[Role] = frozenset({"coach"})
ADMIN: frozenset[Role] = frozenset({"admin"})
LEADS: frozenset[Role] = frozenset({"coach", "manager"})


@dataclass(frozen=True)
class Rule:
    """Who may use a route."""

    roles: frozenset[Role] | None
    """None: anybody, also who is not signed in."""
    of: Of = "nobody"


OPEN, OWN = Rule(None), Rule(ALL, "oneself")
SIGNED_IN, COACHES, ADMINS = Rule(ALL), Rule(COACH), Rule(ADMIN)
TRAINEES, SHARED = Rule(COACH, "own-trainee"), Rule(COACH, "sharing-trainee")
GROUPS = Rule(LEADS, "own-group")
RULES: dict[str, Rule] = {
    "/login": OPEN,
    "/looks": OPEN,
    "/history": OPEN,
    "/invitation/{token}": OPEN,
    "/privacy": OPEN,
    "POST /privacy": SIGNED_IN,
    "/logout": SIGNED_IN,
    "/": SIGNED_IN,
    "/path": SIGNED_IN,
    "/library": SIGNED_IN,
    "/attempts": SIGNED_IN,
    "/certificates": SIGNED_IN,
    "/drills/{id}": SIGNED_IN,
    "/letters/{id}": SIGNED_IN,
    "/exercises": SIGNED_IN,
    "/notices/read": SIGNED_IN,
    "/me": SIGNED_IN,
    "/me/sessions": SIGNED_IN,
    "/me/sign-out": SIGNED_IN,
    "/me/password": SIGNED_IN,
    "/me/export": SIGNED_IN,
    "/me/leave": SIGNED_IN,
    "/me/erase": SIGNED_IN,
    "/attempts/{id}": OWN,
    "/attempts/{id}/begin": OWN,
    "/attempts/{id}/finish": OWN,
    "/attempts/{id}/back": OWN,
    "/attempts/{id}/stop": OWN,
    "/attempts/{id}/erase": OWN,
    "/attempts/{id}/rate": OWN,
    "/attempts/{id}/feedback": OWN,
    "/attempts/{id}/again/{turn}": OWN,
    "/attempts/{id}/beside": OWN,
    "/attempts/{id}/note": OWN,
    "/attempts/{id}/progress": OWN,
    "/attempts/{id}/grade": OWN,
    "/attempts/{id}/share": OWN,
    "/attempts/{id}/unshare": OWN,
    "/attempts/{id}/misread": OWN,
    "/attempts/{id}/misread/{misreading}/back": OWN,
    "/attempts/{id}/contest/{criterion}": OWN,
    "/attempts/{id}/contest/{criterion}/withdraw": OWN,
    "/chat/thread/{id}": OWN,
    "/exercises/{id}": OWN,
    "/exercises/{id}/draft": OWN,
    "/certificates/{code}": OWN,
    "/certificates/{code}/remove": OWN,
    "/suggestions/{id}/decline": OWN,
    "/suggestions/{id}/undo": OWN,
    "/suggestions/{id}/pin": OWN,
    "/coach": COACHES,
    "/coach/agreement": COACHES,
    "/coach/assign": COACHES,
    "/coach/cases": COACHES,
    "/coach/cases/{scenario}": COACHES,
    "/coach/cases/{scenario}/traces": COACHES,
    "/coach/drills/{id}": COACHES,
    "/coach/letters/{id}": COACHES,
    "/coach/certificates": COACHES,
    "/coach/week": COACHES,
    "/coach/people/{person}": TRAINEES,
    "/coach/misreadings/{id}": TRAINEES,
    "/coach/misreadings/{id}/undo": TRAINEES,
    "/coach/assignments/{id}/withdraw": TRAINEES,
    "/coach/assignments/{id}/undo": TRAINEES,
    "/coach/attempts/{id}": SHARED,
    "/coach/attempts/{id}/contests/{criterion}": SHARED,
    "/coach/attempts/{id}/levels/{criterion}/take-back": SHARED,
    "/coach/attempts/{id}/levels/{criterion}/undo": SHARED,
    "/coach/attempts/{id}/remarks": SHARED,
    "/coach/attempts/{id}/remarks/{remark}/remove": SHARED,
    "/coach/attempts/{id}/remarks/{remark}/undo": SHARED,
    "/groups": Rule(LEADS),
    "/groups/{id}": GROUPS,
    "/groups/{id}/cells.csv": GROUPS,
    "/groups/{id}/cells.xlsx": GROUPS,
    "/admin": ADMINS,
    "/admin/people": ADMINS,
    "/admin/people/{id}": ADMINS,
    "/admin/people/{id}/invite": ADMINS,
    "/admin/people/{id}/withdraw": ADMINS,
    "/admin/people/{id}/role": ADMINS,
    "/admin/people/{id}/stop": ADMINS,
    "/admin/people/{id}/resume": ADMINS,
    "/admin/people/{id}/coach": ADMINS,
    "/admin/people/{id}/erase": ADMINS,
    "/admin/groups": ADMINS,
    "/admin/groups/{id}": ADMINS,
    "/admin/groups/{id}/name": ADMINS,
    "/admin/groups/{id}/join": ADMINS,
    "/admin/groups/{id}/leave": ADMINS,
    "/admin/groups/{id}/remove": ADMINS,
    "/admin/keeping": ADMINS,
    "/admin/keeping/clear": ADMINS,
    "/admin/content": ADMINS,
    "/admin/usage": ADMINS,
    "/admin/log": ADMINS,
}
"""By path, and by method and path where what changes something has another rule."""


def rule_of(method: str, path: str) -> Rule | None:
    """Return the rule of a route; None where it has none."""
    return RULES.get(f"{method} {path}", RULES.get(path))


async def allowed(request: Request, visit: AnyVisit) -> None:
    """Refuse a route that has no rule, or whose rule leaves the visitor's role out."""
    rule = rule_of(request.method, request.scope["route"].path)
    if rule is None:
        raise NotFoundError("no-page")
    if rule.roles is None:
        return
    if visit.person is None:
        raise SignInNeeded(asked_for(request))
    if visit.person.role not in rule.roles:
        raise NotFoundError("no-page")
