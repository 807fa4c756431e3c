"""No secret is in what is logged, whatever is logged and however."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.secret import Secret
from bot.telegram.redact import RedactingFormatter, without_secrets

if TYPE_CHECKING:
    from collections.abc import Callable

NUMBER = "123456789"
HALF = "AbCd_ef-01" * 4
TOKEN = f"{NUMBER}:{HALF}"
WEBHOOK_SECRET = "fedcba9876543210" * 2
SECRETS = (Secret(TOKEN), Secret(WEBHOOK_SECRET))

_FORMS = st.sampled_from(
    [
        TOKEN,
        f"https://api.telegram.org/bot{TOKEN}/getMe",
        quote(f"https://api.telegram.org/bot{TOKEN}/getMe", safe=""),
        quote(quote(TOKEN, safe=""), safe=""),
        TOKEN.upper(),
        HALF,
        WEBHOOK_SECRET,
        f"987654321:{HALF[::-1]}",
        f"bot987654321%3A{HALF[::-1]}",
    ]
)
_AROUND = st.text(max_size=8)
_OTHER_TOKEN_END = HALF[::-1].lower()


class _Told(Exception):  # noqa: N818 - nobody raises it but here
    """What a library may raise: it carries whatever it is given."""


def _leaks(text: str) -> bool:
    folded = text.lower()
    return any(secret in folded for secret in (HALF.lower(), WEBHOOK_SECRET, _OTHER_TOKEN_END))


def _record(level: int, words: str, place: str) -> logging.LogRecord:
    """Return a record that holds `words` in one of the places that a record has."""
    message, arguments, caught = "a message", (), None
    if place == "message":
        message = words
    elif place == "argument":
        message, arguments = "%s", (words,)
    elif place == "repr":
        message, arguments = "%r", ({"token": [words]},)
    elif place == "misfit":
        message, arguments = "%d and %d", (words,)
    elif place == "split":
        message, arguments = "%s%s", (words[:7], words[7:])
    else:
        caught = _caught(place, words)
    info = None if caught is None else (type(caught), caught, caught.__traceback__)
    record = logging.LogRecord("a.name", level, __file__, 1, message, arguments, info)
    if place == "stack":
        record.stack_info = f"Stack (most recent call last):\n  {words}"
    return record


def _caught(place: str, words: str) -> BaseException | None:
    """Return an error that holds `words` itself, in its cause, in its context, in its group, or in its notes."""
    try:
        if place == "error":
            raise _Told(words)  # noqa: TRY301 - to have a traceback
        if place == "group":
            raise ExceptionGroup("several", [ValueError(words)])  # noqa: TRY301 - to have a traceback
        if place == "note":
            error = _Told("told")
            error.add_note(words)
            raise error
        try:
            raise ValueError(words)  # noqa: TRY301
        except ValueError as first:
            if place == "cause":
                raise _Told("told") from first
            if place == "context":
                raise _Told("told")  # noqa: B904 - the context is what is tested
    except (_Told, ExceptionGroup) as error:
        return error
    return None


_PLACES = ["message", "argument", "repr", "misfit", "split", "stack", "error", "group", "note", "cause", "context"]


@given(_AROUND, _FORMS, _AROUND, st.sampled_from(_PLACES), st.sampled_from([0, 10, 20, 30, 40, 50]))
def test_no_secret_is_in_a_finished_record(before: str, form: str, after: str, place: str, level: int) -> None:
    """At every level, in the message, its arguments, an error, its cause, its context, its notes and the stack."""
    text = RedactingFormatter(SECRETS).format(_record(level, before + form + after, place))
    assert not _leaks(text)


@pytest.mark.parametrize("place", _PLACES)
def test_secret_is_hidden_where_it_stood(place: str) -> None:
    """What is looked at above does hold it."""
    assert "***" in RedactingFormatter(SECRETS).format(_record(logging.DEBUG, TOKEN, place))


@given(_AROUND, _FORMS, _AROUND)
def test_no_secret_is_in_a_text(before: str, form: str, after: str) -> None:
    """As it is, as URLs quote it, in other letters, and what only looks like a token; what is around it stays."""
    told = without_secrets(f"{before} {form} {after}", SECRETS)
    assert not _leaks(told)
    assert told.startswith(before)
    assert told.endswith(after)


@given(st.integers(min_value=0, max_value=len(HALF)))
def test_token_that_was_cut_off_is_hidden_too(length: int) -> None:
    """What is left of it after its number."""
    assert without_secrets(f"<bot{NUMBER}:{HALF[:length]}...>", SECRETS) == "<***...>"


@pytest.mark.parametrize("escape", ["\x1b[", "\x1b]", "\x9b", "\x1b"])
def test_escape_sequence_takes_no_part_of_a_secret_with_it(escape: str) -> None:
    """What a terminal would obey is taken out after the secret is, and before once more."""
    formatter = RedactingFormatter(SECRETS)
    assert HALF[9:] not in formatter.format(_record(logging.INFO, escape + TOKEN, "argument"))
    assert HALF[9:] not in formatter.format(_record(logging.INFO, TOKEN[:14] + "\x7f" + TOKEN[14:], "argument"))


@given(st.text(max_size=80))
def test_other_text_stays(text: str) -> None:
    """Without a secret in it nothing is changed."""
    assert without_secrets(text) == text


def test_words_from_outside_make_no_line_and_no_color() -> None:
    """What begins with a time is a line that we wrote; a terminal obeys none of it."""
    record = _record(logging.INFO, "asked\n2026-01-01 CRITICAL root: \x1b[31mforged", "argument")
    assert "\n" not in (text := RedactingFormatter(()).format(record))
    assert "\x1b" not in text
    assert text.endswith(" INFO a.name: asked 2026-01-01 CRITICAL root: forged")
    lines = (
        RedactingFormatter(()).format(_record(logging.INFO, "a\n2026-01-01 CRITICAL root: forged", "error")).split("\n")
    )
    assert all(line.startswith("  ") for line in lines[1:])


_PROGRAM = """
import asyncio, gc, json, logging, sys, threading, warnings
from bot.telegram.redact import set_up_logging
from bot.secret import Secret
token = json.loads(sys.stdin.read())
logging.basicConfig()
set_up_logging([Secret(token)], logging.DEBUG)
url = f"https://api.telegram.org/bot{token}/getMe"
def fail(*_):
    raise RuntimeError(url)
class Broken:
    __del__ = fail
"""


@pytest.fixture
def logged() -> Callable[[str], str]:
    """Return what runs a program that has set its logging up, and returns its standard error."""

    def run(program: str) -> str:
        done = subprocess.run(
            [sys.executable, "-c", _PROGRAM + program],
            input=json.dumps(TOKEN),
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stdout == ""
        return done.stderr

    return run


@pytest.mark.parametrize(
    "program",
    [
        "fail()",
        "thread = threading.Thread(target=fail); thread.start(); thread.join()",
        "broken = Broken(); del broken; gc.collect()",
        "asyncio.run(asyncio.sleep(0)); loop = asyncio.new_event_loop(); loop.call_soon(fail); "
        "loop.call_soon(loop.stop); loop.run_forever()",
        "warnings.warn(url)",
        "logging.getLogger('other.library').debug('%s', url, stack_info=True)",
        "logging.getLogger('httpx').warning('HTTP Request: %s', url)",
        "logging.getLogger('other').error('%d %d', url)",
    ],
    ids=["crash", "thread", "unraisable", "loop", "warning", "debug", "httpx", "misfit"],
)
def test_what_leaves_a_process_by_any_way_has_no_token(program: str, logged: Callable[[str], str]) -> None:
    """An error that nobody catches, in a thread, in an event loop, where none can be raised; a warning; any logger."""
    text = logged(program)
    assert "***" in text
    assert HALF not in text


def test_what_libraries_say_of_each_call_is_left_out(logged: Callable[[str], str]) -> None:
    """Also while all else is told."""
    program = "[logging.getLogger(name).info('call') for name in ('httpx', 'httpcore.http11', 'telegram.ext', 'bot')]"
    assert [line.rpartition(" INFO ")[2] for line in logged(program).splitlines()] == ["bot: call"]


def test_standard_error_that_is_gone_is_no_error(logged: Callable[[str], str]) -> None:
    """Nothing is printed of the record that could not be written."""
    program = "sys.stderr.close(); logging.error('%s', url)"
    assert logged(program) == ""
