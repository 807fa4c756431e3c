"""Whether there is a token for Telegram."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from bot.telegram_token import check_token
from index import Level

if TYPE_CHECKING:
    from pathlib import Path

TOKEN = "123456789:" + "AbCd_ef-01" * 4


def test_a_token_in_the_environment_is_well_formed() -> None:
    """Its value is not in what is said of it."""
    finding = check_token({"BRIEFBOT_TELEGRAM_TOKEN": TOKEN})
    assert finding.level is Level.OK
    assert "123456789" not in finding.what + finding.todo


def test_what_does_not_look_like_a_token_is_a_problem() -> None:
    """And is not shown either: it may be half of one."""
    finding = check_token({"BRIEFBOT_TELEGRAM_TOKEN": TOKEN[:20]})
    assert finding.level is Level.PROBLEM
    assert "AbCd" not in finding.what + finding.todo


def test_without_a_token_nothing_is_wrong() -> None:
    """Telegram is a choice."""
    finding = check_token({})
    assert finding.level is Level.OK
    assert "BRIEFBOT_TELEGRAM_TOKEN_FILE" in finding.todo


def test_a_file_that_only_its_owner_reads_will_do(tmp_path: Path) -> None:
    """With a line end after the token."""
    file = tmp_path / "token"
    file.write_text(TOKEN + "\n", encoding="utf-8")
    file.chmod(0o600)
    assert check_token({"BRIEFBOT_TELEGRAM_TOKEN_FILE": str(file)}).level is Level.OK


@pytest.mark.skipif(os.name == "nt", reason="permissions are of another kind here")
def test_a_file_that_others_can_read_is_a_problem(tmp_path: Path) -> None:
    """What to type is said."""
    file = tmp_path / "token"
    file.write_text(TOKEN, encoding="utf-8")
    file.chmod(0o640)
    finding = check_token({"BRIEFBOT_TELEGRAM_TOKEN_FILE": str(file)})
    assert (finding.level, finding.todo) == (Level.PROBLEM, f"chmod 600 {file}")


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00"])
def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path, content: bytes | None) -> None:
    """It is not there, or it is not text."""
    file = tmp_path / "token"
    if content is not None:
        file.write_bytes(content)
    finding = check_token({"BRIEFBOT_TELEGRAM_TOKEN_FILE": str(file)})
    assert finding.level is Level.PROBLEM
    assert str(file) in finding.what
