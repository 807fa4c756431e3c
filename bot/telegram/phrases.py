"""What the bot says: one catalog a language, so that a language is a file more."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_CATALOGS = Path(__file__).with_name("languages")
DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Phrases:
    """The phrases of one language.

    Attributes:
        language: its code, such as `en`.
        templates: by `section.name`, what is said, with fields in braces.
    """

    language: str
    templates: Mapping[str, str]

    def say(self, name: str, /, **values: str | int) -> str:
        """Return a phrase with its fields filled in.

        Raises:
            KeyError: there is no such phrase, or a field is missing.
        """
        return self.templates[name].format(**values)


@cache
def load_phrases(language: str = DEFAULT_LANGUAGE) -> Phrases:
    """Return the phrases of a language; those of English for a language that there is no catalog of."""
    chosen = language if language in list_languages() else DEFAULT_LANGUAGE
    tables = tomllib.loads((_CATALOGS / f"{chosen}.toml").read_text(encoding="utf-8"))
    templates = {f"{section}.{name}": text for section, table in tables.items() for name, text in table.items()}
    return Phrases(chosen, templates)


def list_languages() -> tuple[str, ...]:
    """Return the codes of the languages that there are catalogs of."""
    return tuple(sorted(file.stem for file in _CATALOGS.glob("*.toml")))


def fields_of(template: str) -> frozenset[str]:
    """Return the names of the fields in a template."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)
