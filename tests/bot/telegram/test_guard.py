"""Errors that leave what works with secrets, without them."""

from __future__ import annotations

import pytest

from bot.main import _bug
from bot.secret import Secret
from bot.telegram.errors import ServiceError, StateError
from bot.telegram.guard import guarded

HALF = "AbCd_ef-01" * 4
TOKEN = f"123456789:{HALF}"
SECRETS = (Secret(TOKEN),)


def _raise(error: Exception) -> None:
    raise error


def _leave(error: Exception) -> Exception:
    """Return what an error becomes outside."""
    try:
        with guarded(SECRETS):
            _raise(error)
    except Exception as outside:  # noqa: BLE001 - any is what is tested
        return outside


def test_own_error_keeps_its_kind_and_loses_the_secret() -> None:
    """In what was wrong, in what to do, and in what caused it."""
    inner = StateError(f"cannot write {TOKEN}", f"free bot{TOKEN}")
    inner.__cause__ = ValueError(TOKEN)
    outside = _leave(inner)
    assert type(outside) is StateError
    assert str(outside) == "cannot write ***; free ***"
    assert (outside.__cause__, outside.__suppress_context__) == (None, True)


def test_bug_is_one_line_without_the_secret() -> None:
    """As any bug is told of."""
    outside = _leave(KeyError(f"https://api.telegram.org/bot{TOKEN}/getMe"))
    assert type(outside) is ServiceError
    assert str(outside).startswith("this is a bug: KeyError: ")
    assert "BRIEFBOT_DEBUG=1 shows where" in str(outside)
    assert HALF not in str(outside)


def test_traceback_of_a_bug_has_no_secret(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The one that is shown on request, and the one that the command line may print after it."""
    monkeypatch.setenv("BRIEFBOT_DEBUG", "1")
    try:
        _raise(ValueError(TOKEN))
    except ValueError as error:
        outside = _leave(error)
    _bug(outside)
    err = capsys.readouterr().err
    assert err.count("Traceback") == 2
    assert "ValueError: ***" in err
    assert HALF not in err


def test_what_goes_well_is_left_alone() -> None:
    """And so is Ctrl-C."""
    with guarded(SECRETS):
        pass
    with pytest.raises(KeyboardInterrupt), guarded(SECRETS):
        raise KeyboardInterrupt
