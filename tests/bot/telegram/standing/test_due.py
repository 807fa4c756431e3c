"""What a change likely concerns is asked first, everything in the end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.standing.due import Due, concerns, stems
from bot.telegram.standing.news import NO_NEWS, News

A, B = News(frozenset({"a.md"})), News(frozenset({"b.md"}))


def drained(due: Due) -> list[tuple[int, News, bool]]:
    """Return all that is due, in order."""
    taken = []
    while (one := due.take()) is not None:
        taken.append(one)
    return taken


def test_the_likely_come_first() -> None:
    """Among themselves in the order they came."""
    due = Due()
    for number, likely in ((1, False), (2, True), (3, False), (4, True)):
        due.put(number, A, likely=likely)
    assert len(due) == 4
    assert drained(due) == [(2, A, True), (4, A, True), (1, A, False), (3, A, False)]
    assert len(due) == 0


def test_what_waits_already_waits_with_all_that_is_new() -> None:
    """Once; what became likely comes first, and what was likely stays so."""
    due = Due()
    due.put(1, A, likely=True)
    due.put(2, A, likely=False)
    due.put(3, A, likely=False)
    due.put(3, B, likely=True)
    due.put(1, B, likely=False)
    assert drained(due) == [(3, A | B, True), (1, A | B, True), (2, A, False)]


@given(st.lists(st.tuples(st.integers(0, 5), st.sampled_from([A, B]), st.booleans())))
def test_nothing_is_lost(puts: list[tuple[int, News, bool]]) -> None:
    """Every watch is asked once, with all its news."""
    due, wanted = Due(), dict[int, News]()
    for number, news, likely in puts:
        due.put(number, news, likely=likely)
        wanted[number] = wanted.get(number, NO_NEWS) | news
    taken = drained(due)
    assert {number: news for number, news, _ in taken} == wanted
    assert len(taken) == len(wanted)


def test_a_briefing_concerns_questions_of_which_it_has_some_words() -> None:
    """In whatever form; a third of the longer ones is enough, and a question without any may be about anything."""
    text = stems("# Ferries\n\nThe new ferries were built in Osterlund in 2023.")
    assert concerns(text, stems("Was a FERRIES contract signed?"))
    assert concerns(text, stems("what costs were 2023 ferries?"))
    assert not concerns(text, stems("when does the dentist open his practice?"))
    assert concerns(text, stems("who?"))
