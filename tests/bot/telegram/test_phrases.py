"""Every language says the same, with the same fields, and all that is said is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.telegram.access import Role
from bot.telegram.commands import FOR_ANYBODY, FOR_GROUPS, FOR_OWNERS
from bot.telegram.phrases import DEFAULT_LANGUAGE, fields_of, list_languages, load_phrases

if TYPE_CHECKING:
    from collections.abc import Iterator

CODE = Path(__file__).parents[3] / "bot" / "telegram"
BUILT = {
    "role.": {role.value for role in Role},
    "command.": {*FOR_ANYBODY, *FOR_GROUPS, *FOR_OWNERS},
    "likelihood.": {"very_likely", "likely", "even", "unlikely", "very_unlikely"},
    "date.month_": {str(month) for month in range(1, 13)},
    "reason.": {"and", "or"},
}
"""Names that the code puts together, by how they begin."""


def trees() -> Iterator[tuple[str, ast.AST]]:
    """Yield every part of the code, with the name of its file."""
    for path in sorted(CODE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield path.name, node


def calls() -> Iterator[tuple[str, ast.Call]]:
    """Yield every call that says a phrase, with the name of its file."""
    for name, node in trees():
        if isinstance(node, ast.Call):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called == "say" and node.args:
                yield name, node


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


def test_every_phrase_that_is_said_is_there_with_its_fields() -> None:
    """A call that names its phrase names one of the catalog, and fills in exactly its fields."""
    templates = load_phrases().templates
    wrong = []
    for file, call in calls():
        name = call.args[0]
        if isinstance(name, ast.Constant):
            given = {keyword.arg for keyword in call.keywords}
            if name.value not in templates or given != fields_of(templates[name.value]):
                wrong.append((file, call.lineno, name.value, given))
    assert wrong == []


def test_every_name_that_is_put_together_is_listed_here() -> None:
    """And each that it may become is in the catalog."""
    templates = load_phrases().templates
    begun = set()
    for _, call in calls():
        name = call.args[0]
        if isinstance(name, ast.JoinedStr):
            first = name.values[0]
            begun.add(first.value if isinstance(first, ast.Constant) else "")
    assert begun == set(BUILT)
    assert [start + end for start, ends in BUILT.items() for end in ends if start + end not in templates] == []


def test_every_phrase_of_the_catalog_is_said() -> None:
    """Whatever nobody says is left over from something."""
    written = {node.value for _, node in trees() if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    said = {name for name in written if re.fullmatch(r"[a-z_]+\.[a-z_0-9]+", name)}
    said |= {start + end for start, ends in BUILT.items() for end in ends}
    assert sorted(set(load_phrases().templates) - said) == []


def test_a_phrase_is_filled_in_and_never_read_for_fields_again() -> None:
    """What is filled in may hold braces."""
    said = load_phrases().say("answer.understood_as", question="what is {0} in {missing}?")
    assert said == "Understood as: what is {0} in {missing}?"


def test_what_is_missing_is_an_error() -> None:
    """A name, or a field."""
    for name in ("nowhere.nothing", "answer.understood_as"):
        with pytest.raises(KeyError):
            load_phrases().say(name)
