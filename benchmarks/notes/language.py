"""How the sample notes speak: which word follows which, learnt from their sentences.

Names, dates, amounts and the like are taken out before learning and stand as slots (`<date>`), which a note fills with
its own. The chain looks two words back where that leaves a choice and one word back where it does not, so that few
sentences come out as they were written.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.readers import read_all
from index.records import BlockKind
from index.segment import segment

if TYPE_CHECKING:
    import random
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from index.records import Document, Sentence

SHORTEST = 4
LONGEST = 45
"""Words of a sentence: what comes out shorter or longer is drawn again."""

_START = ""
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_CAPITAL = r"[A-Z][\w’'-]*"
_SLOTS = (
    ("person", rf"(?:Rt )?(?:Hon|Dr|Mr|Ms|Mrs|Sir|Judge|Commander)\.? (?:[A-Z]\. )*{_CAPITAL}(?: {_CAPITAL})*"),
    ("date", rf"\d{{1,2}} {_MONTH}(?: \d{{4}})?"),
    ("month", rf"{_MONTH}(?: \d{{4}})?"),
    ("clock", r"\d{1,2}(?:[.:]\d\d)? [ap]\.m\.?"),
    ("money", r"(?:U\.S\. )?\$[\d.,]*\d(?: (?:million|billion))?"),
    ("share", r"\d+(?:\.\d+)?(?: per cent|%)"),
    ("year", r"\b(?:19|20)\d\d\b"),
    ("number", r"\b\d[\d,]*(?:\.\d+)?\b"),
    ("name", rf"(?<=[\w,;:] )(?!<)[A-Z](?!\b|\.)[\w’'-]*(?: (?:of |and |for )?{_CAPITAL})*"),
)
_UNWANTED = re.compile(r"[\"“”‘()\[\]*_`]|\.\.\.|(?<!\w)['’]|['’](?!\w)")
_CUT_INSIDE = re.compile(r"[.?!:]\s")


@dataclass(frozen=True, slots=True)
class Language:
    """What was learnt.

    Attributes:
        after_one: the words that followed a word, as often as they did; "" stands for the start and the end.
        after_two: the words that followed two.
        headings: headings of sections.
        tags: tags that notes have.
        paragraphs: how many sentences a paragraph has, once for each.
    """

    after_one: dict[str, tuple[str, ...]]
    after_two: dict[tuple[str, str], tuple[str, ...]]
    headings: tuple[str, ...]
    tags: tuple[str, ...]
    paragraphs: tuple[int, ...]

    def sentence(self, chance: random.Random) -> list[str]:
        """Return the words of a sentence, slots among them; the last ends it with its own mark."""
        while True:
            words = list(self._words(chance))
            if SHORTEST <= len(words) <= LONGEST:
                return words

    def _words(self, chance: random.Random) -> Iterator[str]:
        before, word = _START, _START
        for _ in range(LONGEST + 1):
            two = self.after_two.get((before, word), ())
            following = two if len(set(two)) > 1 else self.after_one[word]
            before, word = word, following[int(chance.random() * len(following))]
            if word == _START:
                return
            yield word


def learn(folder: Path) -> Language:
    """Return how the notes in a folder speak.

    Raises:
        ReadingError: one of them cannot be read.
    """
    documents = list(_documents(folder))
    sentences = {document.source: segment(document) for document in documents}
    one: dict[str, list[str]] = defaultdict(list)
    two: dict[tuple[str, str], list[str]] = defaultdict(list)
    for reading in _prose(found for several in sentences.values() for found in several):
        words = [_START, _START, *with_slots(reading).split(), _START]
        for before, word, following in zip(words, words[1:], words[2:], strict=False):
            one[word].append(following)
            two[before, word].append(following)
    headings = {found.heading[-1] for several in sentences.values() for found in several if len(found.heading) > 1}
    return Language(
        {word: tuple(following) for word, following in one.items()},
        {words: tuple(following) for words, following in two.items()},
        tuple(sorted(re.sub(r"^[\d.]+ ", "", heading) for heading in headings)),
        tuple(sorted({tag for document in documents for tag in document.metadata.tags})),
        tuple(_paragraph_lengths(documents, sentences)),
    )


def with_slots(reading: str) -> str:
    """Return a sentence with `<kind>` in the place of each name, date, amount and number."""
    for kind, pattern in _SLOTS:
        reading = re.sub(pattern, f"<{kind}>", reading)
    return reading


def _documents(folder: Path) -> Iterator[Document]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".md", ".txt"} and ".briefbot" not in path.parts:
            yield from read_all(path.relative_to(folder).as_posix(), path.read_bytes())


def _prose(sentences: Iterable[Sentence]) -> Iterator[str]:
    """Yield readings of whole sentences, their quotation marks and brackets taken out."""
    for sentence in sentences:
        plain = " ".join(_UNWANTED.sub("", sentence.reading).split())
        slotted = with_slots(plain)
        whole = plain[:1].isupper() and plain.endswith((".", "?"))
        if sentence.kind is BlockKind.PARAGRAPH and whole and not _CUT_INSIDE.search(slotted):
            yield plain


def _paragraph_lengths(documents: Iterable[Document], sentences: dict[str, tuple[Sentence, ...]]) -> Iterator[int]:
    for document in documents:
        for block in document.blocks:
            if block.kind is BlockKind.PARAGRAPH:
                yield sum(block.span.start <= one.span.start < block.span.end for one in sentences[document.source])
