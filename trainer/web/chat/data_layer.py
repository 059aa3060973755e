"""What Chainlit may ask of a store: our attempts, read only.

An attempt is the truth and a thread is a view of it, so nothing that Chainlit would keep is kept.
"""

from typing import Protocol

from chainlit.data.base import BaseDataLayer
from chainlit.element import Element, ElementDict
from chainlit.step import StepDict
from chainlit.types import (
    Feedback,
    PageInfo,
    PaginatedResponse,
    Pagination,
    ThreadDict,
    ThreadFilter,
)
from chainlit.user import PersistedUser, User


class Threads(Protocol):
    """Where threads come from."""

    async def thread(self, id: str) -> ThreadDict | None:
        """Return a thread, or None."""
        ...


class DataLayer(BaseDataLayer):
    """Shows attempts as threads."""

    def __init__(self, threads: Threads) -> None:
        self._threads = threads

    async def get_thread(self, thread_id: str) -> ThreadDict | None:
        """Return an attempt as a thread."""
        return await self._threads.thread(thread_id)

    async def get_thread_author(self, thread_id: str) -> str:
        """Return whose attempt it is; nothing where there is none."""
        thread = await self._threads.thread(thread_id)
        return (thread and thread["userIdentifier"]) or ""

    async def get_user(self, identifier: str) -> PersistedUser | None:
        """Return the person whom the guard let in; it has asked the store already."""
        return PersistedUser(id=identifier, identifier=identifier, createdAt="")

    async def create_user(self, user: User) -> PersistedUser | None:
        """Return the person; accounts are not made here."""
        return await self.get_user(user.identifier)

    async def list_threads(
        self, pagination: Pagination, filters: ThreadFilter
    ) -> PaginatedResponse[ThreadDict]:
        """Return none: the trainee's home lists them."""
        page = PageInfo(hasNextPage=False, startCursor=None, endCursor=None)
        return PaginatedResponse(pageInfo=page, data=[])

    async def create_step(self, step_dict: StepDict) -> None:
        """Keep nothing: a turn is stored with its reply."""

    async def update_step(self, step_dict: StepDict) -> None:
        """Keep nothing."""

    async def delete_step(self, step_id: str) -> None:
        """Delete nothing."""

    async def update_thread(
        self,
        thread_id: str,
        name: str | None = None,
        user_id: str | None = None,
        metadata: dict[str, object] | None = None,
        tags: list[str] | None = None,
    ) -> None:
        """Keep nothing."""

    async def delete_thread(self, thread_id: str) -> None:
        """Delete nothing."""

    async def create_element(self, element: Element) -> None:
        """Keep nothing: there are no uploads."""

    async def get_element(self, thread_id: str, element_id: str) -> ElementDict | None:
        """Return none."""
        return None

    async def delete_element(self, element_id: str, thread_id: str | None = None) -> None:
        """Delete nothing."""

    async def upsert_feedback(self, feedback: Feedback) -> str:
        """Keep nothing: feedback goes to the trainee, not from them."""
        return ""

    async def delete_feedback(self, feedback_id: str) -> bool:
        """Delete nothing."""
        return False

    async def get_favorite_steps(self, user_id: str) -> list[StepDict]:
        """Return none."""
        return []

    async def build_debug_url(self) -> str:
        """Return none."""
        return ""

    async def close(self) -> None:
        """Close nothing: the store is closed by who opened it."""
