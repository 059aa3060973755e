"""What a row of the audit log says beside what was done, in words."""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.store.audit import Entry
from trainer.web.texts import Words

WENT = ("transcripts", "levels", "unfinished", "exercises")
"""What a clearing counts, in the order in which the log keeps the numbers."""


@dataclass(frozen=True)
class Details:
    """Tells the details; what it has no words for stands as it was kept."""

    words: Words
    groups: Mapping[str, str]
    """The names of the groups that there still are, by id."""
    cases: Mapping[str, str]
    """The titles of the cases that there still are, by id."""

    def __call__(self, one: Entry) -> str:
        """Return what a row says besides who did what to whom."""
        t, thing = self.words, one.thing or ""
        if not thing:
            return "-"
        if one.act == "retention-run":
            return self._went(thing)
        if one.act == "retention-set":
            transcripts, _, levels = thing.partition("/")
            return t("admin.log-days", transcripts=transcripts, levels=levels)
        if one.act.startswith("group-"):
            return self._group(thing)
        if one.act == "assigned":
            return self.cases.get(thing, thing)
        key = {
            "misreading-decided": f"admin.log-misreading.{thing}",
            "person-added": f"role.{thing}",
            "role-given": f"role.{thing}",
        }.get(one.act, "")
        if key in t:
            return t(key)
        return thing if key else t("admin.log-talk", code=thing)

    def _went(self, numbers: str) -> str:
        t = self.words
        counts = [int(one) if one.isdecimal() else 0 for one in numbers.split("/")]
        went = [(kind, count) for kind, count in zip(WENT, counts, strict=False) if count]
        told = (t(f"admin.log-went.{kind}", count=count) for kind, count in went)
        return " ".join(told) or t("admin.log-went.none")

    def _group(self, thing: str) -> str:
        t = self.words
        id, _, part = thing.partition(":")
        name = self.groups.get(id) or t("admin.log-group-gone")
        return f"{name}: {t(f'admin.as.{part}')}" if part else name
