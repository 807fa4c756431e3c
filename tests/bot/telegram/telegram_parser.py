"""What Telegram makes of HTML: TDLib's own parser, which works offline."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import tdjson

if TYPE_CHECKING:
    from bot.telegram.markup import Markup


@dataclass(frozen=True, slots=True)
class Parsed:
    """A message as Telegram shows it.

    Attributes:
        text: its words.
        kinds: the kinds of its entities, in order.
        quotes: the words inside its block quotes.
    """

    text: str
    kinds: tuple[str, ...]
    quotes: tuple[str, ...]


def parse_html(html: str) -> Parsed:
    """Return what TDLib's `parseTextEntities` makes of a message.

    Raises:
        ValueError: it refuses it.
    """
    _execute({"@type": "setLogVerbosityLevel", "new_verbosity_level": 0})
    found = _execute({"@type": "parseTextEntities", "text": html, "parse_mode": {"@type": "textParseModeHTML"}})
    if found["@type"] == "error":
        raise ValueError(found["message"])
    kinds = tuple(entity["type"]["@type"].removeprefix("textEntityType") for entity in found["entities"])
    quoted = [
        _cut(found["text"], entity)
        for entity, kind in zip(found["entities"], kinds, strict=True)
        if "BlockQuote" in kind
    ]
    return Parsed(found["text"], kinds, tuple(quoted))


def parsed_as_meant(piece: Markup) -> bool:
    """Return whether a piece is as long, and has as many entities, as it says of itself."""
    parsed = parse_html(piece.html)
    return len(parsed.text.encode("utf-16-le")) // 2 == piece.length and len(parsed.kinds) == piece.entities


def _execute(request: dict[str, Any]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(tdjson.td_execute(json.dumps(request).encode()) or b"{}")
    return answer


def _cut(text: str, entity: dict[str, Any]) -> str:
    units = text.encode("utf-16-le")
    return units[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le")
