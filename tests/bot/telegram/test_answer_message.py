"""An answer as one message."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from telegram_parser import parse_html

from bot.telegram.answer_message import render_further, render_message
from bot.telegram.phrases import load_phrases
from index import Citation, Reason, ReasonKind, Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from index import Answer, AnswerSentence

    Further = Callable[..., AnswerSentence]

PHRASES = load_phrases()


def lines_of(answer: Answer, *, neighbors: bool = False) -> list[str]:
    """Return the lines of a message as Telegram shows them."""
    return parse_html(render_message(answer, PHRASES, neighbors=neighbors).html).text.split("\n")


def test_one_sentence_with_all_that_is_known_of_it(answer: Answer) -> None:
    """In a quote; under it the place and heading, title and date, how sure, and what to check it by."""
    message = render_message(answer, PHRASES)
    parsed = parse_html(message.html)
    assert parsed.quotes == ("The two leaders agreed to share.",)
    assert parsed.text.split("\n")[1:] == [
        "2022/leaders.md:14 › What was agreed",  # noqa: RUF001 - as it is shown
        "Leaders' meeting, 31 May 2022",
        "very likely, 0.91",
        "2022/leaders.md#412-444@9f2c1e07",
    ]
    assert (message.shown, message.left_out) == (answer.answers, 0)
    assert parsed.kinds == ("BlockQuote", "Code", "Code")


def test_a_page_stands_where_there_is_one(answer: Answer, sentence: AnswerSentence) -> None:
    """Instead of a line."""
    paged = replace(answer, answers=(replace(sentence, page=7, line=None, heading=None),))
    assert lines_of(paged)[1] == "2022/leaders.md, page 7"


def test_neighbors_are_shown_in_italics_where_that_is_liked(answer: Answer) -> None:
    """Inside the quote, and not otherwise."""
    assert "They met for 85 minutes." not in lines_of(answer)
    html = render_message(answer, PHRASES, neighbors=True).html
    assert parse_html(html).quotes[0].split("\n") == [
        "They met for 85 minutes.",
        "The two leaders agreed to share.",
        "Officials will draft the text.",
    ]
    assert "<i>They met for 85 minutes.</i>" in html


def test_neighbors_that_do_not_fit_are_left_out_before_the_sentence(answer: Answer, sentence: AnswerSentence) -> None:
    """The sentence is what was asked for."""
    long = replace(answer, answers=(replace(sentence, after="word " * 900),))
    message = render_message(long, PHRASES, neighbors=True)
    assert parse_html(message.html).quotes == ("The two leaders agreed to share.",)
    assert message.left_out == 0


def test_several_are_numbered_the_best_first(answer: Answer, further: Further) -> None:
    """Those of one group in one quote, with a line for what is left out between them."""
    apart = further(900, reading="Another.", group=1)
    near = further(500, reading="Later on.", before="Something else.")
    message = render_message(replace(answer, answers=(answer.answers[0], apart, near)), PHRASES)
    parsed = parse_html(message.html)
    assert parsed.quotes == ("The two leaders agreed to share.\n…\nLater on.", "Another.")
    assert [line for line in parsed.text.split("\n") if line in {"1.", "2."}] == ["1.", "2."]
    assert [sentence.reading for sentence in message.shown] == [
        "The two leaders agreed to share.",
        "Later on.",
        "Another.",
    ]


def test_what_is_not_answered_says_so_before_the_nearest(answer: Answer) -> None:
    """With the reason, where there is one; nothing is said to be near where nothing is."""
    none = replace(answer, answered=False, answers=())
    assert lines_of(none) == ["The briefings do not answer that."]
    near = replace(answer, answered=False)
    assert lines_of(near)[0] == "The briefings do not answer that. Nearest:"
    missing = Reason(ReasonKind.MISSING_FACT, known=(), missing=("Mongolia",), nowhere=True)
    assert "No briefing that you can ask mentions “Mongolia”." in lines_of(replace(none, reason=missing))[0]


def test_how_a_follow_up_was_understood_stands_first(answer: Answer) -> None:
    """So that a wrong reading is seen."""
    understood = replace(answer, understood_as="what did the <two> leaders agree?")
    assert lines_of(understood)[0] == "Understood as: what did the <two> leaders agree?"


def test_what_changed_since_and_what_disagrees_is_told(answer: Answer, further: Further) -> None:
    """By number and date where it is shown too, by its citation otherwise; what says the same by its source."""
    other = further(900, reading="They did not.", group=1)
    elsewhere = Citation("2023/other.md", Span(1, 9), "ab" * 32)
    first = replace(answer.answers[0], disagrees_with=(other.citation, elsewhere), also_in=(elsewhere,))
    lines = lines_of(replace(answer, answers=(first, other), stale_sources=("2022/leaders.md",)))
    assert "Disagrees with 2, 31 May 2022: 2022/leaders.md" in lines
    assert "Disagrees with 2023/other.md#1-9@abababab" in lines
    assert "Also in 2023/other.md" in lines
    assert lines[-1] == "2022/leaders.md has changed since; ask again in a moment."


def test_a_sentence_longer_than_a_message_is_told_of_and_never_cut(answer: Answer, sentence: AnswerSentence) -> None:
    """Where it stands is said, and not a word of it is shown."""
    long = replace(answer, answers=(replace(sentence, reading="unspeakable " * 400),))
    message = render_message(long, PHRASES)
    parsed = parse_html(message.html)
    assert (message.shown, message.left_out, parsed.quotes) == ((), 1, ())
    assert "unspeakable" not in parsed.text
    assert PHRASES.say("answer.too_long") in parsed.text
    assert "2022/leaders.md#412-444@9f2c1e07" in parsed.text
    assert PHRASES.say("answer.left_out", count=1) in parsed.text


def test_a_message_is_filled_to_the_last_unit(answer: Answer, sentence: AnswerSentence) -> None:
    """A sentence with which it has 4,096 is shown; with one more it is left out whole."""
    empty = len(parse_html(render_message(answer, PHRASES).html).text) - len(sentence.reading)
    fits = replace(answer, answers=(replace(sentence, reading="a" * (4096 - empty)),))
    message = render_message(fits, PHRASES)
    assert len(parse_html(message.html).text) == 4096
    assert message.left_out == 0
    over = replace(answer, answers=(replace(sentence, reading="a" * (4097 - empty)),))
    assert render_message(over, PHRASES).shown == ()


def test_a_message_has_a_hundred_entities_at_most(answer: Answer, further: Further) -> None:
    """Telegram would pass over further ones; sentences that need them are left out and counted."""
    many = tuple(further(10 * number, reading=f"Sentence {number}.", group=number) for number in range(40))
    message = render_message(replace(answer, answers=many), PHRASES)
    assert len(parse_html(message.html).kinds) <= 100
    assert len(message.shown) >= 20
    assert len(message.shown) + message.left_out == 40


def test_what_stands_in_a_note_obeys_nobody(answer: Answer, sentence: AnswerSentence) -> None:
    """Tags are words, and what would turn the text around is not there."""
    hostile = "<b>The</b> \u202e<a href='tg://user?id=1'>leaders</a>\u2066 agreed &amp; left.\x1b[2J"
    marked = replace(sentence, reading=hostile, title=hostile, heading=hostile)
    parsed = parse_html(render_message(replace(answer, answers=(marked,)), PHRASES).html)
    assert parsed.quotes == ("<b>The</b> <a href='tg://user?id=1'>leaders</a> agreed &amp; left.",)
    assert set(parsed.kinds) == {"BlockQuote", "Code"}
    assert not any(char in parsed.text for char in "\u202e\u2066\x1b")


@pytest.mark.parametrize("first", [2, 11])
def test_further_sentences_are_numbered_on(further: Further, first: int) -> None:
    """From where the last message ended."""
    more = [further(900, reading="Another.", group=1), further(950, reading="And another.", group=2)]
    text = parse_html(render_further(more, first, PHRASES).html).text
    assert text.startswith(PHRASES.say("answer.further"))
    assert [f"\n{number}.\n" in text for number in (first, first + 1)] == [True, True]
