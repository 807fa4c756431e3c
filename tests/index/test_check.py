"""A citation is held against what the notes say today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small_index import index_notes

from index.allowed import Allowed
from index.check import check_citation
from index.difference import Change
from index.errors import QuestionError
from index.reader_pool import ReaderPool
from index.records import Citation, Span
from index.reports import CitationCheck, Standing

if TYPE_CHECKING:
    from pathlib import Path

LEADERS, OTHER = "2022/leaders.md", "2023/other.md"
AGREED = "The two leaders \U0001f91d agreed."
TEXT = f"# Leaders\n\nThey met in May. {AGREED}\n\nThe ferry was late.\n"


def reindex(folder: Path, notes: dict[str, str]) -> None:
    """Make `notes` the whole content of an indexed folder."""
    for path in folder.rglob("*.md"):
        if path.relative_to(folder).as_posix() not in notes:
            path.unlink()
    index_notes(folder, notes)


def hold(folder: Path, citation: str, was: str | None = None) -> CitationCheck:
    """Return what has become of a citation by the folder's index."""
    pool = ReaderPool(folder / ".briefbot")
    try:
        with pool.reading() as connection:
            return check_citation(connection, citation, Allowed(), was)
    finally:
        pool.close()


def cite(folder: Path, source: str, words: str) -> Citation:
    """Return where words stand in a document, by the folder's index."""
    pool = ReaderPool(folder / ".briefbot")
    with pool.reading() as connection:
        text, digest = connection.execute("SELECT text, digest FROM documents WHERE source = ?", (source,)).fetchone()
    pool.close()
    start = text.index(words)
    return Citation(source, Span(start, start + len(words)), digest.hex())


@pytest.fixture
def cited(tmp_path: Path) -> str:
    """Return a citation of a sentence in an indexed folder."""
    index_notes(tmp_path, {LEADERS: TEXT})
    return str(cite(tmp_path, LEADERS, AGREED))


def test_a_citation_stands_where_nothing_has_changed(tmp_path: Path, cited: str) -> None:
    """The words at the citation come back."""
    assert hold(tmp_path, cited) == CitationCheck(cited, Standing.STANDS, AGREED, None)


def test_a_citation_stands_beside_other_changes(tmp_path: Path, cited: str) -> None:
    """What happens to other files does not matter."""
    index_notes(tmp_path, {OTHER: f"{AGREED}\n"})
    assert hold(tmp_path, cited).standing is Standing.STANDS


def test_any_stretch_of_an_unchanged_document_stands(tmp_path: Path, cited: str) -> None:
    """A span that is no sentence's can be cited as well."""
    whole = Citation(LEADERS, Span(0, len(TEXT)), cite(tmp_path, LEADERS, AGREED).digest)
    assert hold(tmp_path, str(whole)) == CitationCheck(str(whole), Standing.STANDS, TEXT, None)


def test_a_span_beyond_the_text_is_gone(tmp_path: Path, cited: str) -> None:
    """Nothing stands past the end, and nothing is cut to fit."""
    beyond = Citation(LEADERS, Span(len(TEXT) - 1, len(TEXT) + 1), cite(tmp_path, LEADERS, AGREED).digest)
    assert hold(tmp_path, str(beyond)) == CitationCheck(str(beyond), Standing.GONE, None, None)


def test_words_move_within_their_file(tmp_path: Path, cited: str) -> None:
    """After text was put before it, a sentence is found at its new place."""
    reindex(tmp_path, {LEADERS: f"An opening.\n\n{TEXT}"})
    found = hold(tmp_path, cited)
    assert (found.standing, found.text) == (Standing.MOVED, AGREED)
    assert found.now == cite(tmp_path, LEADERS, AGREED)


def test_words_that_were_wrapped_anew_have_moved(tmp_path: Path, cited: str) -> None:
    """Line ends and markup inside a sentence do not make it another; the text is as it stands now."""
    reindex(tmp_path, {LEADERS: TEXT.replace("leaders \U0001f91d agreed", "**leaders**\n\U0001f91d agreed")})
    found = hold(tmp_path, cited)
    assert (found.standing, found.text) == (Standing.MOVED, "The two **leaders**\n\U0001f91d agreed.")


def test_of_several_places_in_a_file_the_nearest_is_named(tmp_path: Path, cited: str) -> None:
    """The same words stand twice now: the place nearer to the old one is meant."""
    text = f"{AGREED}\n\n{'The ferry was late. ' * 40}\n\n{AGREED} \n"
    reindex(tmp_path, {LEADERS: text})
    assert hold(tmp_path, cited).now == cite(tmp_path, LEADERS, AGREED)


def test_words_move_with_a_renamed_file(tmp_path: Path, cited: str) -> None:
    """The same text under another name: the same span, in that file."""
    reindex(tmp_path, {OTHER: TEXT})
    found = hold(tmp_path, cited)
    assert (found.standing, found.text) == (Standing.MOVED, AGREED)
    assert found.now == cite(tmp_path, OTHER, AGREED)


def test_any_stretch_moves_with_a_renamed_file(tmp_path: Path, cited: str) -> None:
    """What is no sentence of its own is found by its file."""
    part = cite(tmp_path, LEADERS, "two leaders")
    reindex(tmp_path, {OTHER: TEXT})
    found = hold(tmp_path, str(part))
    assert (found.standing, found.text) == (Standing.MOVED, "two leaders")


def test_a_span_beyond_a_renamed_file_is_gone(tmp_path: Path, cited: str) -> None:
    """Nothing stood there before either."""
    beyond = Citation(LEADERS, Span(0, len(TEXT) + 1), cite(tmp_path, LEADERS, AGREED).digest)
    reindex(tmp_path, {OTHER: TEXT})
    assert hold(tmp_path, str(beyond)).standing is Standing.GONE


def test_words_move_to_another_file(tmp_path: Path, cited: str) -> None:
    """A sentence that was cut from one note and pasted into another is found there."""
    reindex(tmp_path, {LEADERS: TEXT.replace(AGREED, ""), OTHER: f"A note. {AGREED}\n"})
    found = hold(tmp_path, cited)
    assert (found.standing, found.text) == (Standing.MOVED, AGREED)
    assert found.now == cite(tmp_path, OTHER, AGREED)


def test_words_in_their_own_file_are_preferred(tmp_path: Path, cited: str) -> None:
    """Neither another note with the same words nor a copy of the old file is named before the file itself."""
    reindex(tmp_path, {LEADERS: f"New. {TEXT}", "1/early.md": f"{AGREED}\n", "a copy.md": TEXT})
    assert hold(tmp_path, cited).now == cite(tmp_path, LEADERS, AGREED)


def test_changed_words_have_a_successor_between_what_stood_around_them(tmp_path: Path, cited: str) -> None:
    """The file is there, the sentence is not: nobody kept its words, and those of its place are told."""
    reindex(tmp_path, {LEADERS: TEXT.replace("agreed", "quarreled")})
    now = "The two leaders \U0001f91d quarreled."
    assert hold(tmp_path, cited) == CitationCheck(cited, Standing.CHANGED, now, cite(tmp_path, LEADERS, now), None)


def test_without_what_stood_around_them_nobody_guesses(tmp_path: Path, cited: str) -> None:
    """A note that was written anew from end to end has changed, and that is all."""
    reindex(tmp_path, {LEADERS: "# Leaders\n\nNothing. Is. Like before. At all.\n"})
    assert hold(tmp_path, cited) == CitationCheck(cited, Standing.CHANGED, None, None)


def test_with_the_words_the_nearest_sentence_is_found_wherever_it_stands(tmp_path: Path, cited: str) -> None:
    """Both texts come back, and what is another in them is marked."""
    reindex(
        tmp_path, {LEADERS: "# Leaders\n\nThe ferry was late. In the end the two leaders \U0001f91d agreed. More.\n"}
    )
    now = "In the end the two leaders \U0001f91d agreed."
    found = hold(tmp_path, cited, was=AGREED)
    assert found == CitationCheck(cited, Standing.CHANGED, now, cite(tmp_path, LEADERS, now), AGREED)
    assert [(piece.change, piece.text) for piece in found.difference] == [
        (Change.GONE, "The"),
        (Change.NEW, "In the end the"),
        (Change.SAME, "two leaders \U0001f91d agreed."),
    ]


def test_with_the_words_what_is_too_unlike_is_no_successor(tmp_path: Path, cited: str) -> None:
    """It has changed, and what it was is told alone."""
    reindex(tmp_path, {LEADERS: "# Leaders\n\nThe ferry was late.\n"})
    found = hold(tmp_path, cited, was=AGREED)
    assert found == CitationCheck(cited, Standing.CHANGED, None, None, AGREED)
    assert found.difference == ()


def test_words_that_the_index_never_saw_are_found_by_themselves(tmp_path: Path, cited: str) -> None:
    """A citation of a version that was never indexed has moved where its words stand."""
    never = f"{LEADERS}#3-9@00000000"
    found = hold(tmp_path, never, was=f"  {AGREED.replace(' ', chr(10))} ")
    assert (found.standing, found.now) == (Standing.MOVED, cite(tmp_path, LEADERS, AGREED))
    assert hold(tmp_path, "gone.md#3-9@00000000", was="No such words.").standing is Standing.GONE
    assert hold(tmp_path, "gone.md#3-9@00000000", was="No such words.").was == "No such words."


def test_a_deleted_file_is_gone(tmp_path: Path, cited: str) -> None:
    """Neither the file nor the words are anywhere."""
    reindex(tmp_path, {OTHER: "Another note.\n"})
    assert hold(tmp_path, cited) == CitationCheck(cited, Standing.GONE, None, None)


def test_a_file_that_never_was_is_gone(tmp_path: Path, cited: str) -> None:
    """A citation of an unknown file with an unknown digest holds nothing."""
    assert hold(tmp_path, "nowhere.md#0-5@00000000").standing is Standing.GONE


def test_an_unknown_digest_of_a_known_file_has_changed(tmp_path: Path, cited: str) -> None:
    """The file is known, and no words of that version are."""
    assert hold(tmp_path, f"{LEADERS}#0-5@00000000").standing is Standing.CHANGED


def test_moving_twice_is_followed(tmp_path: Path, cited: str) -> None:
    """What moved, changed and came back at last is found from every step on the way."""
    reindex(tmp_path, {LEADERS: f"One.\n\n{TEXT}"})
    second = str(hold(tmp_path, cited).now)
    reindex(tmp_path, {LEADERS: TEXT.replace("agreed", "quarreled")})
    assert hold(tmp_path, second).standing is Standing.CHANGED
    reindex(tmp_path, {LEADERS: f"One. Two. Three.\n\n{TEXT}"})
    now = cite(tmp_path, LEADERS, AGREED)
    assert (hold(tmp_path, cited).now, hold(tmp_path, second).now) == (now, now)
    reindex(tmp_path, {LEADERS: TEXT})
    assert hold(tmp_path, cited).standing is Standing.STANDS


@pytest.mark.parametrize("text", ["", LEADERS, f"{LEADERS}#5-2@00000000", "../x.md#0-5@00000000", "a#0-5@0"])
def test_what_is_not_a_citation_is_refused(tmp_path: Path, cited: str, text: str) -> None:
    """A citation has one form."""
    with pytest.raises(QuestionError, match="is not a citation"):
        hold(tmp_path, text)
