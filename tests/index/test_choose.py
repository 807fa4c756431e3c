"""What is shown: one sentence of each wording, and beside it what says otherwise, newer first."""

from __future__ import annotations

import datetime as dt

from index.choose import CONSIDERED, Choice, choose, reach
from index.records import Citation, Span
from index.snapshot import Placed

OLD = "The harbour tunnel will cost $1.9 billion."
NEW = "The harbour tunnel will cost $2.6 billion."
FILLER = ("The Minister met the mayors.", "Nobody asked about steel.", "A paper goes to Cabinet.", "Rain is likely.")


def make_choice(reading: str, source: str, year: int | None = None, confidence: float = 0.5) -> Choice:
    """Return a sentence of a note of some year."""
    placed = Placed(
        id=hash((reading, source)),
        text=reading,
        reading=reading,
        citation=Citation(source, Span(0, len(reading)), "00"),
        ordinal=0,
        line=None,
        page=None,
        title="Harbour tunnel",
        heading=None,
        date=None if year is None else dt.date(year, 1, 1),
        before=None,
        after=None,
    )
    return Choice(placed, 1.0, confidence)


def fillers(number: int) -> list[Choice]:
    """Return sentences that have nothing to do with each other."""
    return [make_choice(reading, f"{place}.md") for place, reading in enumerate(FILLER[:number])]


def readings(choices: tuple[Choice, ...]) -> list[str]:
    """Return the sentences chosen."""
    return [choice.placed.reading for choice in choices]


def sources_against(choices: tuple[Choice, ...]) -> list[list[str]]:
    """Return the sources where each is said otherwise."""
    return [[citation.source for citation in choice.against] for choice in choices]


def test_what_agrees_stays_as_it_was_ranked() -> None:
    """Sentences come back in their order, as many as asked for."""
    assert readings(choose(fillers(4), 3)) == list(FILLER[:3])


def test_a_near_duplicate_gives_its_place_to_another() -> None:
    """The best of them stays and holds the others."""
    chosen = choose([make_choice(OLD, "a"), make_choice(OLD.upper(), "b"), *fillers(2)], 2)
    assert readings(chosen) == [OLD, FILLER[0]]
    assert [copy.citation.source for copy in chosen[0].copies] == ["b"]
    assert chosen[1].copies == ()


def test_sentences_without_a_word_are_not_one() -> None:
    """Where there is nothing to compare, both stay."""
    assert readings(choose([make_choice("***", "a"), make_choice("…", "b")], 2)) == ["***", "…"]


def test_of_two_that_disagree_the_newer_comes_first() -> None:
    """Whichever ranks better, and each names the other."""
    old, new = make_choice(OLD, "old", 2021), make_choice(NEW, "new", 2023)
    for ranked in ([old, new, *fillers(1)], [new, old, *fillers(1)]):
        chosen = choose(ranked, 3)
        assert readings(chosen) == [NEW, OLD, FILLER[0]]
        assert sources_against(chosen) == [["old"], ["new"], []]


def test_without_dates_the_better_one_comes_first() -> None:
    """A note without a date is neither newer nor older."""
    assert readings(choose([make_choice(OLD, "a", 2021), make_choice(NEW, "b")], 2)) == [OLD, NEW]


def test_what_says_otherwise_further_down_is_brought_in() -> None:
    """It stands beside the sentence that it disagrees with, and the last of the others goes out."""
    old, new = make_choice(OLD, "old", 2021), make_choice(NEW, "new", 2023)
    assert readings(choose([old, *fillers(4), new], 3)) == [NEW, OLD, FILLER[0]]
    assert readings(choose([*fillers(1), new, *fillers(3)[1:], old], 3)) == [FILLER[0], NEW, OLD]


def test_with_one_place_left_the_newer_is_shown_and_names_the_other() -> None:
    """The beginning of a longer answer is the shorter one."""
    chosen = choose([make_choice(OLD, "old", 2021), make_choice(NEW, "new", 2023)], 1)
    assert readings(chosen) == [NEW]
    assert sources_against(chosen) == [["old"]]


def test_what_lies_too_deep_is_not_looked_at() -> None:
    """Only so many of the best are compared."""
    deep = [make_choice(f"Point {number} was noted.", f"{number}") for number in range(CONSIDERED - 1)]
    assert sources_against(choose([make_choice(OLD, "a"), *deep, make_choice(NEW, "b")], 2)) == [[], []]
    assert sources_against(choose([make_choice(OLD, "a"), *deep[1:], make_choice(NEW, "b")], 2)) == [["b"], ["a"]]


def test_what_hardly_answers_is_not_brought_in() -> None:
    """A sentence far less sure to answer says nothing against one that does."""
    chosen = choose([make_choice(OLD, "a", 2021, 0.9), make_choice(NEW, "b", 2023, 0.05)], 2)
    assert readings(chosen) == [OLD, NEW]
    assert sources_against(chosen) == [[], []]


def test_a_note_does_not_disagree_with_itself() -> None:
    """Two sentences of one document tell of different things, or of a change."""
    assert sources_against(choose([make_choice(OLD, "a"), make_choice(NEW, "a")], 2)) == [[], []]


def test_three_that_disagree_stand_together_newest_first() -> None:
    """Each names both others."""
    three = [make_choice(f"The harbour tunnel will cost ${n}.5 billion.", f"{n}", 2020 + n) for n in (2, 1, 3)]
    chosen = choose([three[0], *fillers(1), *three[1:]], 4)
    assert [choice.placed.citation.source for choice in chosen] == ["3", "2", "1", "0.md"]
    assert [sorted(against) for against in sources_against(chosen)] == [["1", "2"], ["1", "3"], ["2", "3"], []]


def test_nothing_asked_for_is_nothing_chosen() -> None:
    """And nothing has to be ranked for it."""
    assert choose(fillers(2), 0) == ()
    assert (reach(0), reach(3), reach(50)) == (0, CONSIDERED, 50)
