"""Users and chats."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class User:
    """A person or a bot.

    Attributes:
        id: Telegram's number.
        first_name: never empty.
        last_name: empty where there is none.
        username: without the @; empty where there is none.
        language_code: of the interface, e.g. `en`; empty where it is not told.
        is_bot: whether it is a bot.
    """

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False

    def as_json(self) -> dict[str, object]:
        """Return it as `User`."""
        said = {"last_name": self.last_name, "username": self.username, "language_code": self.language_code}
        always: dict[str, object] = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        return always | {name: value for name, value in said.items() if value}


@dataclass(frozen=True, slots=True)
class Chat:
    """A chat.

    Attributes:
        id: Telegram's number: a user's own for a private chat, negative for groups.
        kind: `private`, `group` or `supergroup`.
        title: of a group.
        person: whom a private chat is with.
    """

    id: int
    kind: str
    title: str = ""
    person: User | None = None

    @property
    def is_private(self) -> bool:
        """Return whether it is a chat with one person."""
        return self.kind == "private"

    def as_json(self) -> dict[str, object]:
        """Return it as `Chat`."""
        if self.person is None:
            return {"id": self.id, "type": self.kind, "title": self.title}
        of_person = self.person.as_json()
        names = {name: of_person[name] for name in ("first_name", "last_name", "username") if name in of_person}
        return {"id": self.id, "type": self.kind} | names


def private_chat(user: User) -> Chat:
    """Return a person's own chat with the bot."""
    return Chat(user.id, "private", person=user)
