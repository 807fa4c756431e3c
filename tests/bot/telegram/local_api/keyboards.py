"""The limits of keyboards that the specification states in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from local_api.refusal import bad_request

if TYPE_CHECKING:
    from collections.abc import Mapping

# https://core.telegram.org/bots/api#inlinekeyboardbutton
_MOST_DATA_BYTES = 64
_MOST_IN_ROW, _MOST_IN_ALL = 8, 100
_DECORATION = {"text", "icon_custom_emoji_id", "style"}


def read_keyboard(markup: Mapping[str, Any] | None) -> tuple[tuple[Mapping[str, Any], ...], ...]:
    """Return the rows of an inline keyboard; none for other markup.

    Raises:
        RefusedError: a button is wrong, or there are too many.
    """
    rows = [row for row in (markup or {}).get("inline_keyboard", ()) if row]
    if any(len(row) > _MOST_IN_ROW for row in rows) or sum(map(len, rows)) > _MOST_IN_ALL:
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check(button)
    return tuple(tuple(row) for row in rows)


def _check(button: Mapping[str, Any]) -> None:
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    does = set(button) - _DECORATION
    if len(does) != 1:
        raise bad_request("exactly one optional field of an inline keyboard button must be used to say what it does")
    data = button.get("callback_data")
    if data is not None and not 1 <= len(data.encode()) <= _MOST_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if not button.get("url", "https://a.example").startswith(("https://", "http://", "tg://")):
        raise bad_request("inline keyboard button URL is invalid")
