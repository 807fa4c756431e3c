"""What a token looks like."""

from __future__ import annotations

import pytest

from bot.telegram.token_form import holds_token, is_token

TOKEN = "123456789:" + "AbCd_ef-01" * 4


def test_token_is_the_whole() -> None:
    """Not a part of longer words."""
    assert is_token(TOKEN)
    assert not is_token(f"{TOKEN} ")
    assert not is_token(f"bot{TOKEN}")


@pytest.mark.parametrize("form", ["{}", "https://api.telegram.org/bot{}/getMe", "a {}'s"])
@pytest.mark.parametrize("colon", [":", "%3A", "%3a", "%253A"])
def test_token_is_found_in_other_text(form: str, colon: str) -> None:
    """As URLs quote it too."""
    assert holds_token(form.format(TOKEN.replace(":", colon)))


@pytest.mark.parametrize("words", ["", "12:30", "2022/leaders.md#412-530@9f2c1e07", "123456789", "AbCd_ef-01" * 4])
def test_other_words_are_no_token(words: str) -> None:
    """Nor half of one."""
    assert not holds_token(words)
