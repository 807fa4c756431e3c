"""Words as Telegram reads them: TDLib's own parser, which works offline."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import tdjson

from local_api.people import User
from local_api.refusal import bad_request

MOST_UNITS = 4096  # https://core.telegram.org/bots/api#sendmessage
MOST_CAPTION_UNITS = 1024  # https://core.telegram.org/bots/api#senddocument
# https://core.telegram.org/api/entities#entity-length: those past the hundredth are dropped without a word.
MOST_ENTITIES = 100
_PARSERS = {
    "HTML": {"@type": "textParseModeHTML"},
    "MarkdownV2": {"@type": "textParseModeMarkdown", "version": 2},
    "Markdown": {"@type": "textParseModeMarkdown", "version": 1},
}
_NAMES = {
    "BlockQuote": "blockquote",
    "BotCommand": "bot_command",
    "EmailAddress": "email",
    "ExpandableBlockQuote": "expandable_blockquote",
    "MentionName": "text_mention",
    "PhoneNumber": "phone_number",
    "PreCode": "pre",
    "TextUrl": "text_link",
    "CustomEmoji": "custom_emoji",
    "DateTime": "date_time",
}
ENTITY_KINDS = frozenset(_NAMES.values()) | frozenset(
    ("mention", "hashtag", "cashtag", "url", "bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre")
)
_CLOSED = ("code", "pre", "text_link", "text_mention")  # nothing is looked for inside these


@dataclass(frozen=True, slots=True)
class Entity:
    """A span of a message that is more than words.

    Attributes:
        kind: as `MessageEntity.type` names it.
        offset: where it starts, in UTF-16 units.
        length: in UTF-16 units.
        url: of a text_link.
        language: of a pre.
        user: of a text_mention.
    """

    kind: str
    offset: int
    length: int
    url: str = ""
    language: str = ""
    user: User | None = None

    def meets(self, other: Entity) -> bool:
        """Return whether two have a unit in common."""
        return self.offset < other.offset + other.length and other.offset < self.offset + self.length


@dataclass(frozen=True, slots=True)
class Formatted:
    """Words and their entities.

    Attributes:
        text: the words.
        entities: in order.
        automatic: how many of them nobody asked for: Telegram found them in the words.
    """

    text: str = ""
    entities: tuple[Entity, ...] = ()
    automatic: int = 0

    @property
    def units(self) -> int:
        """Return the length in UTF-16 units."""
        return _units(self.text)

    def part(self, entity: Entity) -> str:
        """Return the words of an entity."""
        encoded = self.text.encode("utf-16-le")
        return encoded[2 * entity.offset : 2 * (entity.offset + entity.length)].decode("utf-16-le")


def parse(text: str, mode: str) -> Formatted:
    """Return what Telegram makes of a text in a parse mode ("" for none).

    Raises:
        RefusedError: the mode is unknown, or the text is not well-formed in it.
    """
    if not mode:
        return _trimmed(Formatted(text))
    if mode not in _PARSERS:
        raise bad_request(f'unsupported parse_mode "{mode}"')
    found = _execute({"@type": "parseTextEntities", "text": text, "parse_mode": _PARSERS[mode]})
    if found["@type"] == "error":
        raise bad_request(f"can't parse entities: {found['message']}")
    return _trimmed(Formatted(found["text"], tuple(_entity(entity) for entity in found["entities"])))


def find_entities(text: str) -> tuple[Entity, ...]:
    """Return the commands, mentions, addresses and the like that Telegram finds in plain words."""
    found = _execute({"@type": "getTextEntities", "text": text})["entities"]
    return tuple(entity for entity in map(_entity, found) if entity.kind in ENTITY_KINDS)


def with_found(message: Formatted) -> Formatted:
    """Return a bot's message as people see it: what Telegram finds in its words is marked too, but not in code.

    `automatic` counts what was found, which the bot did not ask for.
    """
    closed = [entity for entity in message.entities if entity.kind in _CLOSED]
    found = [entity for entity in find_entities(message.text) if not any(map(entity.meets, closed))]
    both = sorted((*message.entities, *found), key=lambda entity: (entity.offset, -entity.length))
    return Formatted(message.text, tuple(both), len(found))


def check_length(message: Formatted, most: int, *, empty: bool = False) -> None:
    """Check a message's length and the number of its entities.

    Raises:
        RefusedError: it is empty and must not be, too long, or has too many entities.
    """
    if not message.text and not empty:
        raise bad_request("message text is empty")
    if message.units > most:
        raise bad_request("message is too long" if most == MOST_UNITS else "message caption is too long")
    asked = len(message.entities) - message.automatic
    if asked > MOST_ENTITIES:
        raise bad_request(f"{asked} entities; those past the first {MOST_ENTITIES} would be dropped")


def _entity(read: dict[str, Any]) -> Entity:
    name = read["type"]["@type"].removeprefix("textEntityType")
    return Entity(
        _NAMES.get(name, name.lower()),
        read["offset"],
        read["length"],
        read["type"].get("url", ""),
        read["type"].get("language", ""),
        _stranger(read["type"].get("user_id")),
    )


def _stranger(user_id: int | None) -> User | None:
    """Return somebody whom a bot names by number only."""
    return User(int(user_id), "Somebody") if user_id else None


def _trimmed(message: Formatted) -> Formatted:
    """Return a message without the white space at its ends, which Telegram cuts off."""
    text = message.text.strip()
    if text == message.text:
        return message
    cut = _units(message.text) - _units(message.text.lstrip())
    end = _units(text)
    kept = []
    for entity in message.entities:
        first = max(entity.offset - cut, 0)
        last = min(entity.offset - cut + entity.length, end)
        if last > first:
            kept.append(Entity(entity.kind, first, last - first, entity.url, entity.language, entity.user))
    return Formatted(text, tuple(kept))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _execute(request: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(tdjson.td_execute(json.dumps(request).encode()) or b"{}")
    return answer


_execute({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})
