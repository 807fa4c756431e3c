"""Questions that must be answered soon: pressed buttons and inline queries."""

from __future__ import annotations

from itertools import count

from local_api.refusal import bad_request


class Queries:
    """Queries of one kind that nobody has answered.

    Attributes:
        lifetime: seconds after which Telegram takes no answer.
    """

    def __init__(self, first_id: int, lifetime: float) -> None:
        """Start with none."""
        self.lifetime = lifetime
        self._ids = count(first_id)
        self._asked: dict[str, float] = {}

    def ask(self, now: float) -> str:
        """Return the id of a new query."""
        query_id = str(next(self._ids))
        self._asked[query_id] = now
        return query_id

    def answer(self, query_id: str, now: float) -> None:
        """Take an answer.

        Raises:
            RefusedError: there is no such query, it was answered, or it is too old.
        """
        asked = self._asked.pop(query_id, None)
        if asked is None or now - asked > self.lifetime:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
