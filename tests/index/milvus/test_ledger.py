"""What a question sees, by what the ledger holds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.milvus.ledger import ABANDONED_MS, BEGUN, DONE, GRACE_MS, VOID, VOID_MS, Departed, Mark, Records

NOW = 10**12
MARKS = st.lists(st.tuples(st.integers(1, 30), st.sampled_from([BEGUN, DONE, VOID])), unique_by=lambda pair: pair[0])


def mark(number: int, state: str = BEGUN, place: str = "here", at_ms: int = NOW) -> Mark:
    """Return a mark."""
    return Mark(f"mark-{number}", number, place, at_ms, state)


@given(MARKS, st.integers(1, 40))
def test_a_row_is_seen_where_its_generation_is_done(marks: list[tuple[int, str]], born: int) -> None:
    """And in no other case: not begun, not void, not of a generation that came later."""
    view = Records(tuple(mark(number, state) for number, state in marks), ()).view()
    seen = born <= view.cap and born not in view.open
    states = dict(marks)
    if born in states:
        assert seen == (states[born] == DONE)
    else:  # of a mark that nobody needs any more, or of a later one
        assert seen == (born < max(states, default=0))


def test_documents_leave_with_the_generation_that_says_so() -> None:
    """Not before it is done, and for good once it is."""
    departed = (Departed(5, 1, NOW), Departed(6, 2, NOW))
    assert Records((mark(1, DONE), mark(2)), departed).view().dead == (5,)
    assert Records((mark(1, DONE), mark(2, DONE)), departed).view().dead == (5, 6)
    assert Records((mark(2, DONE),), departed).view().dead == (5, 6)


def test_a_writer_is_dead_where_it_is_silent_or_its_place_has_another() -> None:
    """Others are left alone."""
    marks = (mark(1, place="here"), mark(2, place="there"), mark(3, place="there", at_ms=NOW - ABANDONED_MS - 1),
             mark(4, DONE, "here", 0), mark(5, VOID, "here", 0))  # fmt: skip
    assert [one.number for one in Records(marks, ()).abandoned("here", NOW)] == [1, 3]


def test_rows_stay_for_the_questions_that_may_be_reading_them() -> None:
    """From the moment on at which their departure became visible."""
    departed = (Departed(5, 1, NOW - 2 * GRACE_MS), Departed(6, 2, NOW - 2 * GRACE_MS), Departed(7, 3, 0))
    marks = (mark(1, DONE, at_ms=NOW - 2 * GRACE_MS), mark(2, DONE, at_ms=NOW - 1), mark(3, at_ms=0))
    assert [one.document for one in Records(marks, departed).gone(NOW)] == [5]


def test_marks_are_forgotten_but_for_the_last() -> None:
    """So that no number is given again; a void one stays for a day."""
    marks = (mark(1, DONE), mark(2, DONE), mark(3, VOID), mark(4, VOID, at_ms=NOW - VOID_MS - 1), mark(5))
    assert [one.number for one in Records(marks, ()).outlived(NOW)] == [1, 4]
