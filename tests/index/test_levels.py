"""A document is as high as the highest of its markings, whether in its front matter or at its top."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.classifications import MARKINGS, Classifications
from index.levels import HEAD, Levels, Stated
from index.readers import read
from index.records import Marking, MarkingOrigin

LEVELS = Levels()
LOWEST, HIGHEST = MARKINGS[0], MARKINGS[-1]
FILLER = "".join(f"Line {number} of the note.\n" for number in range(10))


def marking_of(text: str, levels: Levels = LEVELS, source: str = "note.md") -> str:
    """Return the marking that a note counts as, read as a sync reads it."""
    document = read(source, text.encode())
    stated = Stated(bytes.fromhex(document.digest), document.metadata.classification, document.notices)
    return levels.classifications.markings[levels.of(stated, lambda: document.text[:HEAD])]


@pytest.mark.parametrize(
    ("text", "marking"),
    [
        ("---\nclassification: secret\n---\n\nWords.\n", "SECRET"),
        ("---\nclassification: Eyes only\n---\n\nWords.\n", HIGHEST),
        ("---\ntitle: A\nclassification:\n---\n\nWords.\n", LOWEST),
        ("---\ntitle: A\nclassification: ~ # none yet\ntags: [SECRET]\n---\n\nWords.\n", LOWEST),
        ("---\nclassification: [SECRET]\n---\n\nWords.\n", "SECRET"),
        ("---\nclassification:\n  - RESTRICTED\n---\n\nWords.\n", "RESTRICTED"),
        ("---\nclassification: [RESTRICTED, SECRET]\n---\n\nWords.\n", HIGHEST),
        ("---\nclassification: {level: SECRET}\n---\n\nWords.\n", HIGHEST),
        ("---\n'Classification': [SECRET]\n---\n\nWords.\n", "SECRET"),
        ("---\ntitle: [A\nclassification: OFFICIAL\n---\n\nWords.\n", HIGHEST),
        ("---\ntitle: [A\n---\n\nWords.\n", HIGHEST),
        ("Words.\n", LOWEST),
        ("", LOWEST),
    ],
)
def test_front_matter_says_how_high(text: str, marking: str) -> None:
    """Where it cannot be read, or says something that is no marking, the document is as high as can be."""
    assert marking_of(text) == marking


@pytest.mark.parametrize(
    ("line", "marking"),
    [
        ("SECRET", "SECRET"),
        ("**IN-CONFIDENCE**", "IN-CONFIDENCE"),
        ("# TOP SECRET", "TOP SECRET"),
        ("> [ S E C R E T ]", "SECRET"),
        ("In Confidence", LOWEST),
        ("- SECRET -", "SECRET"),
        ("——— RESTRICTED ———", "RESTRICTED"),
        ("\uff33\uff25\uff23\uff32\uff25\uff34", "SECRET"),
        ("OFFICIAL: SENSITIVE", "OFFICIAL-SENSITIVE"),
        ("SECRET//EYES ONLY", HIGHEST),
        ("RESTRICTED - COMMERCIAL", HIGHEST),
        ("Classification: RESTRICTED", "RESTRICTED"),
        ("**Security classification:** in confidence", "IN-CONFIDENCE"),
        ("- Classification : SECRET", "SECRET"),
        ("CLASSIFICATION: FOR THE BOARD", HIGHEST),
        ("Protective marking: OFFICIAL", "OFFICIAL"),
        ("Classification:", LOWEST),
        ("Secret", LOWEST),
        ("Secret talks were held.", LOWEST),
        ("SECRET BALLOTS", LOWEST),
        ("TOP", LOWEST),
        ("The classification: see below", LOWEST),
        ("Sensitive: the talks", LOWEST),
    ],
)
@pytest.mark.parametrize("source", ["note.md", "note.txt"])
def test_a_line_at_the_top_says_how_high(line: str, marking: str, source: str) -> None:
    """A marking and nothing else as it is listed or in capitals, one that goes on, or a label; words are none."""
    for text in (f"{line}\n\nWords.\n", f"A title\n\n{line}\r\nWords.\n", f"---\ntitle: A\n---\n{line}\n\nWords.\n"):
        assert marking_of(text, source=source) == marking


def test_a_line_further_down_is_words() -> None:
    """The tenth line that is not blank may be a marking, the eleventh not; and none is behind 4,096 characters."""
    lines = FILLER.splitlines(keepends=True)
    assert marking_of("\n\n".join(lines[:9]) + "\nSECRET\n") == "SECRET"
    assert marking_of(FILLER + "SECRET\n") == LOWEST
    assert marking_of("word " * 1000 + "\nSECRET\n") == LOWEST


def test_of_several_markings_the_highest_counts() -> None:
    """Whatever the order that they stand in."""
    assert marking_of("---\nclassification: OFFICIAL\n---\n\nSECRET\n\nRESTRICTED\n") == "SECRET"
    assert marking_of("---\nclassification: SECRET\n---\n\nOFFICIAL\n") == "SECRET"


def test_a_changed_list_holds_at_once() -> None:
    """The same document by two lists: what only the second knows is found, and what it knows no more is words."""
    text = "BOARD ONLY\n\nSECRET\n\nWords.\n"
    assert marking_of(text) == "SECRET"
    assert marking_of(text, Levels(Classifications(("open", "Board only", "closed")))) == "Board only"
    assert marking_of("---\nclassification: SECRET\n---\n", Levels(Classifications(("open", "closed")))) == "closed"


def test_long_front_matter_hides_no_line() -> None:
    """The line after the longest that is read is still looked at."""
    text = f"---\ntitle: A\nabout: {'words ' * 10_000}\n---\nSECRET\n"
    assert marking_of(text) == "SECRET"
    assert marking_of(f"---\ntitle: A\nabout: {'words ' * 12_000}\n---\nWords.\n") == HIGHEST


def test_what_is_not_marked_has_the_lists_own_marking() -> None:
    """Which a marking that is lower goes below."""
    levels = Levels(Classifications(("low", "middle", "high"), unmarked="middle"))
    assert marking_of("Words.\n", levels) == "middle"
    assert marking_of("LOW\n\nWords.\n", levels) == "low"


def test_a_text_is_looked_into_once() -> None:
    """Its level is remembered by the digest of its text and what its reading said."""
    levels, looked = Levels(), []

    def head() -> str:
        looked.append("SECRET\n")
        return looked[-1]

    stated = Stated(hashlib.sha256(b"SECRET\n").digest(), None, ())
    assert levels.of(stated, head) == levels.of(stated, head) == MARKINGS.index("SECRET")
    assert levels.of(Stated(stated.digest, "TOP SECRET", ()), head) == len(MARKINGS) - 1
    assert len(looked) == 2


@given(st.text(max_size=200), st.sampled_from(MARKINGS))
def test_words_never_make_a_marked_note_lower(text: str, marking: str) -> None:
    """Whatever stands in a note, its front matter's marking is the least that it has."""
    stated = Stated(b"", marking, ())
    assert Levels().of(stated, lambda: f"---\nclassification: {marking}\n---\n{text}") >= MARKINGS.index(marking)


@pytest.mark.parametrize(
    ("text", "words", "origin"),
    [
        ("---\nclassification: Restricted\n---\nWords.\n", "Restricted", MarkingOrigin.FRONT_MATTER),
        ("---\nclassification: Restricted\n---\nSECRET\n\nWords.\n", "SECRET", MarkingOrigin.FIRST_LINES),
        ("---\nclassification: SECRET\n---\nRESTRICTED\n\nWords.\n", "SECRET", MarkingOrigin.FRONT_MATTER),
        ("---\nclassification: SECRET\n---\nSecret\n\nWords.\n", "SECRET", MarkingOrigin.FRONT_MATTER),
        ("---\nclassification:\n  - SECRET\n---\nWords.\n", "SECRET", MarkingOrigin.FRONT_MATTER),
        ("Title\n\nClassification: nobody's eyes\n\nWords.\n", "nobody's eyes", MarkingOrigin.FIRST_LINES),
        ("---\ntitle: [a\n---\nWords.\n", MARKINGS[-1], MarkingOrigin.UNREADABLE),
    ],
)
def test_the_marking_that_counts_is_told_with_its_place(text: str, words: str, origin: MarkingOrigin) -> None:
    """The highest, as it stands there; of two that are as high, that of the front matter."""
    document = read("a.md", text.encode())
    stated = Stated(bytes.fromhex(document.digest), document.metadata.classification, document.notices)
    assert Levels().marking(stated, lambda: text) == Marking(words, origin)


def test_what_is_not_marked_has_what_the_settings_say() -> None:
    """Or nothing, where they say nothing."""
    stated = Stated(b"", None, ())
    assert Levels().marking(stated, lambda: "Words.") is None
    levels = Levels(Classifications(unmarked="SECRET"))
    assert levels.marking(stated, lambda: "Words.") == Marking("SECRET", MarkingOrigin.SETTINGS)
    assert Levels().marking(Stated(b"", "SECRET", ()), lambda: "Words.") == Marking("SECRET", MarkingOrigin.PROPERTIES)
