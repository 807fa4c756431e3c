"""One note: front matter, headings, paragraphs, bullets and tables, about a place and people of its own.

A note is a function of the seed and of its number alone, so a larger corpus begins with the notes of a smaller one.
"""

from __future__ import annotations

import datetime as dt
import random
import re
from calendar import month_name
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benchmarks.notes.facts import draw_fact
from benchmarks.notes.names import body, drawn, person, place

if TYPE_CHECKING:
    from benchmarks.notes.facts import Fact
    from benchmarks.notes.language import Language

SENTENCES = 50
"""Of each note; the last one of a corpus may have fewer."""
_NAMES = 50_000
"""Places, people and bodies that notes speak of."""
_FIRST_DAY = dt.date(2015, 1, 5)
_DAYS = 4_000
_KINDS = ("Cabinet brief", "Read-out", "Update", "Questions and answers", "Review", "Situation report", "Tariff note")
_MARKINGS = ("UNCLASSIFIED", "IN-CONFIDENCE", "RESTRICTED")
_MONTHS = [name for name in month_name[1:] if name != "May"]
"""May looks like a word: a sentence that ends with it is not always seen to end."""
_ROWS = ("wool", "honey", "timber", "cheese", "lamb", "steel", "cement", "diesel", "berries", "wine")
_SLOT = re.compile(r"<(\w+)>")
_BULLET_SHARE, _TABLE_SHARE = 0.16, 0.03
"""Of the blocks of a note; about as the sample notes have them."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note as it is written.

    Attributes:
        source: path relative to the briefings folder.
        text: the whole file.
        sentences: those that briefbot's segmentation gives, by their readings, in order.
        fact: what it answers.
        at: where in `text` the fact's sentence begins.
    """

    source: str
    text: str
    sentences: tuple[str, ...]
    fact: Fact
    at: int


def draw_note(language: Language, seed: int, number: int, sentences: int = SENTENCES) -> Note:
    """Return the note of a number, with so many sentences (one or more).

    Args:
        language: how notes speak.
        seed: another one gives another corpus.
        number: from 0.
        sentences: how many it has.
    """
    chance = random.Random(f"{seed}-{number}")  # noqa: S311 - no secret
    writing = _Writing(language, chance, number)
    return writing.note(sentences)


class _Writing:
    """Writes one note, block by block."""

    def __init__(self, language: Language, chance: random.Random, number: int) -> None:
        self._language = language
        self._chance = chance
        self._number = number
        self._home = place(number)
        names = [drawn(chance, _NAMES) for _ in range(8)]
        self._people = [person(one, chance) for one in names[:4]]
        self._names = [self._home, *(place(one) for one in names[4:6]), *(body(one) for one in names[6:])]
        self._blocks: list[str] = []
        self._sentences: list[str] = []

    def note(self, count: int) -> Note:
        day = _FIRST_DAY + dt.timedelta(days=self._chance.randrange(_DAYS))
        title = f"{self._home}: {self._chance.choice(_KINDS).lower()} {self._number}"
        fact = draw_fact(self._chance, self._home, self._names[1])
        before = self._chance.randrange(count)
        self._write(before)
        self._blocks.append(fact.sentence)
        self._sentences.append(fact.sentence)
        self._write(count)
        tags = ", ".join(self._chance.sample(self._language.tags, 3))
        head = f'---\ntitle: "{title}"\ndate: {day}\ntags: [{tags}]\n'
        head += f"classification: {self._chance.choice(_MARKINGS)}\n---\n\n# {title}\n\n"
        text = head + "\n\n".join(self._blocks) + "\n"
        source = f"{day:%Y}/{day:%m}/{self._home.lower()}-{self._number:06}.md"
        return Note(source, text, tuple(self._sentences), fact, text.index(f"\n{fact.sentence}\n") + 1)

    def _write(self, until: int) -> None:
        """Add blocks until the note has so many sentences."""
        while (left := until - len(self._sentences)) > 0:
            if self._chance.random() < 1 / 4:
                self._blocks.append(f"## {self._chance.choice(self._language.headings)}")
            drawn_kind = self._chance.random()
            if drawn_kind < _TABLE_SHARE:
                self._table(min(4, left))
            elif drawn_kind < _TABLE_SHARE + _BULLET_SHARE:
                found = [self._sentence() for _ in range(min(self._chance.randrange(3, 7), left))]
                self._blocks.append("\n".join(f"- {one}" for one in found))
                self._sentences += found
            else:
                found = [self._sentence() for _ in range(min(self._chance.choice(self._language.paragraphs), left))]
                self._blocks.append(" ".join(found))
                self._sentences += found

    def _table(self, rows: int) -> None:
        lines = ["| Product | Duty | Tonnes |", "|---|---|---|"]
        for product in self._chance.sample(_ROWS, rows):
            duty, tonnes = f"{self._chance.randrange(1, 40)}%", f"{self._chance.randrange(100, 90_000):,}"
            lines.append(f"| {product} from {self._home} | {duty} | {tonnes} |")
            self._sentences.append(f"Product: {product} from {self._home}; Duty: {duty}; Tonnes: {tonnes}")
        self._blocks.append("\n".join(lines))

    def _sentence(self) -> str:
        words = " ".join(self._language.sentence(self._chance))
        filled = _SLOT.sub(lambda slot: self._filled(slot[1]), words)
        return filled[0].upper() + filled[1:] + "." * (not filled.endswith((".", "?")))

    def _filled(self, kind: str) -> str:
        chance = self._chance
        amount = f"{chance.randrange(2, 10 ** chance.randrange(2, 5)):,}"
        year = chance.randrange(2015, 2027)
        month = chance.choice(_MONTHS)
        made = {
            "person": lambda: chance.choice(self._people),
            "name": lambda: chance.choice(self._names),
            "date": lambda: f"{chance.randrange(1, 29)} {month}" + f" {year}" * (chance.random() < 1 / 2),
            "month": lambda: f"{month} {year}",
            "clock": lambda: f"{chance.randrange(6, 23)}:{chance.randrange(60):02}",
            "money": lambda: f"${amount} million" if chance.random() < 1 / 2 else f"${amount}",
            "share": lambda: f"{chance.randrange(1, 100)} per cent",
            "year": lambda: str(year),
            "number": lambda: amount,
        }
        return made[kind]()
