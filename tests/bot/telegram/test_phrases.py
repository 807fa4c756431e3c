"""Every language says the same, with the same fields."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.telegram.phrases import DEFAULT_LANGUAGE, fields_of, list_languages, load_phrases

CODE = Path(__file__).parents[3] / "bot" / "telegram"


def test_a_language_that_is_not_there_is_english() -> None:
    """A person's phone may be in any language."""
    assert load_phrases("tlh").language == DEFAULT_LANGUAGE


@pytest.mark.parametrize("language", list_languages())
def test_every_catalog_has_the_phrases_of_english(language: str) -> None:
    """With the same fields, so that nothing that is said is missing or breaks."""
    english, other = load_phrases().templates, load_phrases(language).templates
    assert other.keys() == english.keys()
    assert {name: fields_of(text) for name, text in other.items()} == {
        name: fields_of(text) for name, text in english.items()
    }


def test_every_phrase_that_is_said_is_there_and_every_one_there_is_said() -> None:
    """The names in the code are those of the catalog."""
    code = "".join(path.read_text(encoding="utf-8") for path in CODE.rglob("*.py"))
    said = set(re.findall(r'"((?:answer)\.\w+)"', code))
    assert said == set(load_phrases().templates)
