"""An answer as a person sees it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.arrange import arrange
from bot.rendering.answer import render_answer
from index import Citation, Folders, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from index import Answer, AnswerSentence


def test_a_sentence_stands_between_its_neighbors_with_all_that_checks_it(
    answer: Answer, printed: Callable[..., str]
) -> None:
    """Place, heading, title, date, certainty and citation."""
    out = printed(render_answer(answer, arrange(answer.answers), None), terminal=False)
    assert out == (
        "1  They met for 85 minutes. The two leaders agreed to share. Officials will draft the text.\n"
        "   2022/leaders.md:14 \u203a What was agreed\n"
        "   Leaders' meeting, 31 May 2022\n"
        "   very likely, 0.91  2022/leaders.md#412-444@9f2c1e07\n"
    )


def test_the_sentence_is_bold_and_its_neighbors_are_dim(answer: Answer, printed: Callable[..., str]) -> None:
    """On a terminal the answer is what meets the eye."""
    out = printed(render_answer(answer, arrange(answer.answers), None), 200)
    assert "\x1b[2mThey met for 85 minutes. \x1b[0m\x1b[1mThe two leaders agreed to share.\x1b[0m" in out
    assert "\x1b[2mOfficials will draft the text.\x1b[0m" in out


def test_no_line_is_wider_than_the_terminal(answer: Answer, printed: Callable[..., str]) -> None:
    """At 50 columns as at 80."""
    plain = [printed(render_answer(answer, arrange(answer.answers), None), width) for width in (50, 80)]
    for width, out in zip((50, 80), plain, strict=True):
        words = _without_styles(out)
        assert max(len(line) for line in words.splitlines()) <= width


def test_what_the_briefings_do_not_answer_is_said_first(answer: Answer, printed: Callable[..., str]) -> None:
    """The sentences below are the nearest, and not bold."""
    unanswered = replace(answer, answered=False)
    out = printed(render_answer(unanswered, arrange(answer.answers), None), 200)
    assert _without_styles(out).startswith("The briefings do not answer that. Nearest:\n\n1  ")
    assert "\x1b[1mThe two leaders" not in out
    nothing = replace(answer, answered=False, answers=())
    assert printed(render_answer(nothing, (), None), terminal=False) == "The briefings do not answer that.\n\n"


def test_a_question_that_follows_another_is_written_out(answer: Answer, printed: Callable[..., str]) -> None:
    """A person sees what was searched for."""
    out = printed(render_answer(replace(answer, understood_as="who signed the pact"), (), None), terminal=False)
    assert out.startswith("Understood as: who signed the pact\n")


def test_the_place_is_a_link_where_the_terminal_knows_links(answer: Answer, printed: Callable[..., str]) -> None:
    """To the file, with every character of its path that needs it escaped."""
    out = printed(render_answer(answer, arrange(answer.answers), Folders.one(Path("/my notes"))), 200)
    assert "file:///my%20notes/2022/leaders.md\x1b\\" in out
    assert "]8;" not in printed(render_answer(answer, arrange(answer.answers), None), 200)


def test_sentences_of_one_group_share_a_paragraph(
    answer: Answer, further: Callable[..., AnswerSentence], printed: Callable[..., str]
) -> None:
    """What stands between two that do not touch is an ellipsis."""
    first = further(100, reading="First.", before=None, after="Second.")
    second = further(130, reading="Second.", before="First.", after="Third.")
    fourth = further(200, reading="Fourth.", before="Third.", after=None)
    out = printed(render_answer(answer, arrange([fourth, first, second]), None), terminal=False)
    assert out.startswith("1  First. Second. \u2026 Fourth.\n")
    assert out.count("2022/leaders.md:14") == 1


def test_long_neighbors_are_cut_at_a_word(answer: Answer, printed: Callable[..., str]) -> None:
    """The words next to the sentence are kept."""
    (sentence,) = answer.answers
    long = "word " * 100
    cut = replace(sentence, before=f"far {long}near", after=f"near {long}far")
    out = printed(render_answer(answer, arrange([cut]), None), terminal=False)
    first = out.splitlines()[0]
    assert "far" not in first
    assert first.count("near") == 2
    assert first.count("\u2026") == 2


def test_what_else_says_the_same_or_otherwise_is_named(
    answer: Answer, further: Callable[..., AnswerSentence], printed: Callable[..., str]
) -> None:
    """One that is shown too has its number, place and date; another its citation alone."""
    other = further(900, group=1)
    unseen = Citation("old.md", Span(1, 9), "ab" * 32)
    (sentence,) = answer.answers
    best = replace(sentence, also_in=(unseen,), disagrees_with=(other.citation, unseen))
    out = printed(render_answer(answer, arrange([best, other]), None), terminal=False)
    assert "   also in old.md#1-9@abababab\n" in out
    assert "   disagrees with 2 (below, 31 May 2022): 2022/leaders.md#900-930@9f2c1e07\n" in out
    assert "   disagrees with old.md#1-9@abababab\n" in out


def test_two_that_disagree_point_at_each_other(
    answer: Answer, further: Callable[..., AnswerSentence], printed: Callable[..., str]
) -> None:
    """Each says the word, and where the other one is; both dates are there."""
    (sentence,) = answer.answers
    old = Citation("old.md", Span(900, 930), "ab" * 32)
    newer = replace(sentence, disagrees_with=(old,))
    older = further(
        900, group=1, citation=old, date=dt.date(2021, 3, 4), disagrees_with=(sentence.citation,), reading="No."
    )
    out = printed(render_answer(answer, arrange([newer, older]), None), terminal=False)
    assert "disagrees with 2 (below, 4 March 2021): old.md#900-930@abababab\n" in out
    assert "disagrees with 1 (above, 31 May 2022): 2022/leaders.md#412-444@9f2c1e07\n" in out


def test_a_format_with_pages_gives_the_page(answer: Answer, printed: Callable[..., str]) -> None:
    """And a note without title, heading and date gives nothing in their place."""
    (sentence,) = answer.answers
    bare = replace(sentence, line=None, page=3, title=None, heading=None, date=None, before=None, after=None)
    out = printed(render_answer(answer, arrange([bare]), None), terminal=False)
    assert out.splitlines()[1:2] == ["   2022/leaders.md, page 3"]
    assert len(out.splitlines()) == 3
    nowhere = printed(render_answer(answer, arrange([replace(bare, page=None)]), None), terminal=False)
    assert nowhere.splitlines()[1] == "   2022/leaders.md"


def test_a_file_that_has_changed_since_is_named(answer: Answer, printed: Callable[..., str]) -> None:
    """With what to do about it."""
    stale = replace(answer, stale_sources=("2022/leaders.md",))
    out = printed(render_answer(stale, arrange(answer.answers), None), terminal=False)
    assert out.endswith("\n\n2022/leaders.md has changed since it was indexed; run `briefbot index`.\n")


def _without_styles(out: str) -> str:
    from rich.text import Text

    return Text.from_ansi(out).plain


def test_without_a_terminal_only_the_sentence_itself_is_shown(answer: Answer, printed: Callable[..., str]) -> None:
    """Where nothing can be dimmed, what stands around a sentence is left out, so that no word is taken for it."""
    out = printed(render_answer(answer, arrange(answer.answers), None, neighbors=False), terminal=False)
    assert out.splitlines()[0] == "1  The two leaders agreed to share."
