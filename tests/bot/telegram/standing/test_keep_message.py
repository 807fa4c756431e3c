"""What is told of kept sentences: what changed into what, what moved where, what is gone."""

from __future__ import annotations

from dataclasses import replace

from hostile import texts
from hypothesis import given
from hypothesis import strategies as st
from telegram_parser import parse_html

from bot.telegram.markup import MAX_ENTITIES, MAX_LENGTH
from bot.telegram.phrases import load_phrases
from bot.telegram.shown_text import as_shown, units
from bot.telegram.standing.fate import Became, Fate
from bot.telegram.standing.keep_message import render_keeps
from bot.telegram.state.keeps import Keep

KEEP = Keep(1, 7, 7, "transport/ferry.md#5-30@0123abcd", "The ferry leaves at nine.", "en", "")
NOW = replace(KEEP, citation="transport/ferry.md#5-29@89ef4567", text="The ferry leaves at ten.")
ELSEWHERE = replace(KEEP, citation="old/ferry.md#5-30@89ef4567")
PHRASES = load_phrases()


def told(*fates: tuple[Keep, Became]) -> list[str]:
    """Return the messages."""
    return [message.html for message in render_keeps(fates, PHRASES)]


def test_a_changed_sentence_is_told_with_both_texts() -> None:
    """The words that differ are marked; the citation is that of today."""
    assert told((KEEP, Became(Fate.CHANGED, NOW))) == [
        "<b>Changed:</b> <code>transport/ferry.md</code>\n"
        "It was:\n<blockquote>The ferry leaves at <s>nine.</s></blockquote>\n"
        "It is now:\n<blockquote>The ferry leaves at <b>ten.</b></blockquote>\n"
        "<code>transport/ferry.md#5-29@89ef4567</code>"
    ]


def test_a_moved_sentence_is_told_with_its_place() -> None:
    """Its words are the same."""
    assert told((KEEP, Became(Fate.MOVED, ELSEWHERE))) == [
        "<b>Now in another briefing:</b> <code>old/ferry.md</code>\n"
        "<blockquote>The ferry leaves at nine.</blockquote>\n<code>old/ferry.md#5-30@89ef4567</code>"
    ]


def test_a_sentence_that_is_gone_is_told_with_its_words() -> None:
    """So that a person knows which it was."""
    assert told((KEEP, Became(Fate.GONE, KEEP))) == [
        "<b>Gone:</b> <code>transport/ferry.md</code>\n<blockquote>The ferry leaves at nine.</blockquote>"
    ]


def test_several_are_one_message_as_long_as_it_holds_them() -> None:
    """Each message knows of what it tells, all are told, and none is cut."""
    fates = [(replace(KEEP, id=number, text=f"{number} {'x' * 500}"), Fate.GONE) for number in range(20)]
    messages = render_keeps([(keep, Became(fate, keep)) for keep, fate in fates], PHRASES)
    assert 2 <= len(messages) <= 5
    assert [one.keep.id for message in messages for one in message.told] == list(range(20))
    for message in messages:
        parsed = parse_html(message.html)
        assert units(parsed.text) <= MAX_LENGTH
        assert list(parsed.quotes) == [one.keep.text for one in message.told]


def test_texts_that_no_message_holds_are_told_without_their_words() -> None:
    """Never cut: where they stand is told."""
    long = "word " * 900
    for fate in (Fate.CHANGED, Fate.MOVED, Fate.GONE):
        (message,) = told((replace(KEEP, text=long), Became(fate, replace(NOW, text=long + "more"))))
        assert "word" not in message
        assert "transport/ferry.md" in message


def test_more_marks_than_a_message_has_are_left_out() -> None:
    """Telegram would pass over the last of them in silence; both texts stand plain."""
    old = " ".join(f"a{number} b" for number in range(120))
    new = " ".join(f"c{number} b" for number in range(120))
    (message,) = told((replace(KEEP, text=old), Became(Fate.CHANGED, replace(NOW, text=new))))
    assert "<s>" not in message
    assert parse_html(message).quotes == (old, new)


@given(
    st.lists(st.tuples(texts, texts, st.sampled_from([Fate.CHANGED, Fate.MOVED, Fate.GONE])), min_size=1, max_size=9)
)
def test_whatever_stands_in_them_telegram_shows_it(given: list[tuple[str, str, Fate]]) -> None:
    """Within its limits, the quoted words as they are."""
    fates = [(replace(KEEP, text=old), Became(fate, replace(NOW, text=new))) for old, new, fate in given]
    quotes: list[str] = []
    for message in render_keeps(fates, PHRASES):
        parsed = parse_html(message.html)
        assert units(parsed.text) <= MAX_LENGTH
        assert len(parsed.kinds) <= MAX_ENTITIES
        quotes += parsed.quotes
    wanted = [text for old, new, fate in given for text in ((old, new) if fate is Fate.CHANGED else (old,))]
    assert quotes == [as_shown(text) for text in wanted if as_shown(text)]
