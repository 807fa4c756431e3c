"""What the server says when it refuses a call."""

from __future__ import annotations


class RefusedError(Exception):
    """A call that is refused as Telegram refuses it.

    Attributes:
        code: the HTTP status, which is the `error_code` too.
        description: what was wrong, in Telegram's own form.
        parameters: what `ResponseParameters` holds (`retry_after`, `migrate_to_chat_id`).
    """

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        """Keep what is said."""
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def as_json(self) -> dict[str, object]:
        """Return the body of the response."""
        body: dict[str, object] = {"ok": False, "error_code": self.code, "description": self.description}
        return body | ({"parameters": self.parameters} if self.parameters else {})


def bad_request(words: str) -> RefusedError:
    """Return a refusal of a call that is wrong in itself."""
    return RefusedError(400, f"Bad Request: {words}")


def forbidden(words: str) -> RefusedError:
    """Return a refusal of what the bot may not do."""
    return RefusedError(403, f"Forbidden: {words}")


def conflict(words: str) -> RefusedError:
    """Return a refusal of a call that another one rules out."""
    return RefusedError(409, f"Conflict: {words}")


def too_many(retry_after: int) -> RefusedError:
    """Return a refusal until so many seconds have passed."""
    return RefusedError(429, f"Too Many Requests: retry after {retry_after}", retry_after=retry_after)
