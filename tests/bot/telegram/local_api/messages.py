"""Messages, numbered by chat, with what they are now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from local_api.text import Entity, Formatted

if TYPE_CHECKING:
    from collections.abc import Mapping

    from local_api.files import StoredFile
    from local_api.people import Chat, User


@dataclass(frozen=True, slots=True)
class Message:
    """A message as it is at a moment.

    Attributes:
        chat: where it stands.
        sender: who sent it.
        id: its number in the chat.
        date: when, in seconds since the epoch.
        words: its text, or its caption where it has a file.
        written: the text as the bot sent it, tags and all; empty for people's messages.
        keyboard: its inline keyboard as it was sent, a row a list of buttons.
        reply_to: the message that it answers.
        document: the file that it holds.
        photo: the picture that it holds.
        sticker: the sticker that it holds.
        edited: when it was last edited; 0 if never.
        service: fields of a service message, as Telegram has them.
    """

    chat: Chat
    sender: User
    id: int = 0
    date: int = 0
    words: Formatted = field(default_factory=Formatted)
    written: str = ""
    keyboard: tuple[tuple[Mapping[str, Any], ...], ...] = ()
    reply_to: Message | None = None
    document: StoredFile | None = None
    photo: StoredFile | None = None
    sticker: StoredFile | None = None
    edited: int = 0
    service: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Return its words, or its caption, as people see them."""
        return self.words.text

    @property
    def buttons(self) -> tuple[str, ...]:
        """Return the words on its buttons, row after row."""
        return tuple(str(button["text"]) for row in self.keyboard for button in row)

    def button(self, text_or_data: str) -> Mapping[str, Any]:
        """Return the button with such words on it, or such data; of several the first.

        Raises:
            LookupError: there is none.
        """
        for row in self.keyboard:
            for button in row:
                if text_or_data in (button["text"], button.get("callback_data")):
                    return button
        raise LookupError(f"message {self.id} has no button {text_or_data!r}; it has {self.buttons}")

    @property
    def content(self) -> bytes:
        """Return the bytes of its file; none where it holds none."""
        file = self.document or self.photo or self.sticker
        return file.content if file else b""

    @property
    def has_file(self) -> bool:
        """Return whether its words are a caption."""
        return self.document is not None or self.photo is not None

    def as_json(self) -> dict[str, object]:
        """Return it as `Message`."""
        body: dict[str, object] = {
            "message_id": self.id,
            "date": self.date,
            "chat": self.chat.as_json(),
            "from": self.sender.as_json(),
        }
        body |= self._said() | self._files() | dict(self.service)
        if self.edited:
            body["edit_date"] = self.edited
        if self.reply_to is not None:  # one level only, as Telegram does
            body["reply_to_message"] = replace(self.reply_to, reply_to=None).as_json()
        if self.keyboard:
            body["reply_markup"] = {"inline_keyboard": [[dict(button) for button in row] for row in self.keyboard]}
        return body

    def _said(self) -> dict[str, object]:
        if not self.text:
            return {}
        name, entities = ("caption", "caption_entities") if self.has_file else ("text", "entities")
        said: dict[str, object] = {name: self.text}
        return said | ({entities: [_as_json(entity) for entity in self.words.entities]} if self.words.entities else {})

    def _files(self) -> dict[str, object]:
        files: dict[str, object] = {}
        if self.document is not None:
            files["document"] = self.document.as_document()
        if self.photo is not None:
            files["photo"] = [self.photo.as_photo()]
        if self.sticker is not None:
            files["sticker"] = self.sticker.as_sticker()
        return files


class Messages:
    """Every message that stands, by chat."""

    def __init__(self) -> None:
        """Hold none yet."""
        self._by_chat: dict[int, dict[int, Message]] = defaultdict(dict)
        self._last: dict[int, int] = defaultdict(int)

    def add(self, message: Message, now: float) -> Message:
        """Keep a new message and return it with its number and its date."""
        self._last[message.chat.id] += 1
        return self.put(replace(message, id=self._last[message.chat.id], date=int(now)))

    def put(self, message: Message) -> Message:
        """Keep a message that was edited, and return it."""
        self._by_chat[message.chat.id][message.id] = message
        return message

    def find(self, chat_id: int, message_id: int) -> Message | None:
        """Return a message as it is now; None where it was never there or was deleted."""
        return self._by_chat[chat_id].get(message_id)

    def remove(self, chat_id: int, message_id: int) -> None:
        """Delete a message."""
        self._by_chat[chat_id].pop(message_id, None)

    def of(self, chat_id: int) -> list[Message]:
        """Return a chat's messages as they are now, oldest first."""
        return [message for _, message in sorted(self._by_chat[chat_id].items())]


def _as_json(entity: Entity) -> dict[str, object]:
    body: dict[str, object] = {"type": entity.kind, "offset": entity.offset, "length": entity.length}
    if entity.url:
        body["url"] = entity.url
    if entity.language:
        body["language"] = entity.language
    if entity.user is not None:
        body["user"] = entity.user.as_json()
    return body
