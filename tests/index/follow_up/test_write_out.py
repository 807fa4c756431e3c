"""Follow-ups written out by rules of form, on questions that are in no set."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.follow_up.turns import Turn
from index.follow_up.write_out import write_out

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS = (("japan", "korea"), ("salmon", "trout"), ("cost", "price"), ("imports", "export"))


def liken(text: str, others: Sequence[str]) -> list[float]:
    """Return 1 for words of one kind by a table, otherwise 0."""
    return [float(any({text.lower(), other.lower()} <= set(kind) for kind in KINDS)) for other in others]


def follow(first: str, question: str) -> str | None:
    """Return the likeliest reading of a question after another, or None where it stands alone."""
    return next(iter(write_out(question, [Turn(first)], liken)), None)


@pytest.mark.parametrize(
    ("first", "question", "written"),
    [
        ("How much did Japan export in 2021?", "and Korea?", "How much did Korea export in 2021?"),
        ("How much did Japan export in 2021?", "and in 2022?", "How much did Japan export in 2022?"),
        ("How much did Japan export in 2021?", "2022?", "How much did Japan export in 2022?"),
        ("How much did Japan export?", "and in 2022?", "How much did Japan export in 2022?"),
        ("How much is spent on roads and bridges?", "and on schools?", "How much is spent on schools?"),
        ("How many people came?", "and from Norway?", "How many people came from Norway?"),
        ("What would plan B cost?", "what about plan C", "What would plan C cost?"),
        ("When does the early train leave?", "and the late train?", "When does the late train leave?"),
        ("When does the first train leave?", "and the second one?", "When does the second train leave?"),
        ("How long is the bridge?", "and the old one?", "How long is the old bridge?"),
        ("price of salmon 2021", "trout?", "price of trout 2021"),
    ],
)
def test_a_fragment_takes_the_place_of_its_like(first: str, question: str, written: str) -> None:
    """A name for a name, a time for a time, a noun phrase for its namesake or for what is most like it."""
    assert follow(first, question) == written


@pytest.mark.parametrize(
    ("first", "question", "written"),
    [
        ("How much did the new library cost?", "how big is it?", "how big is the new library?"),
        ("Where is the port of Lomea?", "when was it built?", "when was the port of Lomea built?"),
        ("What did Ms. Berg say on tax?", "what did she say on debt?", "what did Ms. Berg say on debt?"),
        ("How many farmers got a grant?", "who paid them?", "who paid the farmers that got a grant?"),
        ("Did anyone ask for a refund?", "who got one?", "who got a refund?"),
        ("How many shops are in Lomea?", "who works there?", "who works in Lomea?"),
        ("Who is the mayor of Lomea?", "what is her salary?", "what is the salary of the mayor of Lomea?"),
        ("What did the council decide?", "when is its next meeting?", "when is the council’s next meeting?"),
        ("Which yard won the contract?", "where is it?", "where is the yard that won the contract?"),
        ("What was said at the meeting in Rome?", "who led that meeting?", "who led the meeting in Rome?"),
    ],
)
def test_a_pronoun_gives_way_to_what_it_stands_for(first: str, question: str, written: str) -> None:
    """By number and kind; a possessive keeps what is owned."""
    assert follow(first, question) == written


@pytest.mark.parametrize(
    ("first", "question", "written"),
    [
        ("Was the sale put off?", "why?", "why was the sale put off?"),
        ("Will the bank support the plan?", "Why not?", "Why won't the bank support the plan?"),
        ("How much did the price rise?", "since when?", "since when did the price rise?"),
        ("What duty does Japan charge on wool?", "since when?", "since when does Japan charge duty on wool?"),
        ("What did the ministers agree?", "when was that?", "when did the ministers agree?"),
        ("How many boats were sold?", "to whom?", "to whom were boats sold?"),
        ("How many boats were sold by Japan?", "how many were sunk?", "how many boats were sunk by Japan?"),
        ("How much money is set aside for parks?", "how much of it is spent?",
         "how much of the money that is set aside for parks is spent?"),
    ],
)  # fmt: skip
def test_a_question_word_asks_the_last_question_anew(first: str, question: str, written: str) -> None:
    """`Why?`, `when was that?`, `how many were sunk?`, `how much of it`: the rest is the question before's."""
    assert follow(first, question) == written


@pytest.mark.parametrize(
    ("first", "question", "written"),
    [
        ("Tell me about the dairy quota", "who else gets it?", "who else gets the dairy quota?"),
        ("Tell me about the dairy quota", "tell me more", "the dairy quota: tell me more?"),
        ("How much did Japan export?", "what about imports?", "Japan: imports?"),
        ("What is the aim of the plan?", "what does he think?", "the aim of the plan: what does he think?"),
    ],
)
def test_what_fits_nowhere_is_put_under_the_topic(first: str, question: str, written: str) -> None:
    """The noun phrases of the question before, a colon, and the new question."""
    assert follow(first, question) == written


@pytest.mark.parametrize(
    "question",
    [
        "Who is the mayor of Lomea?",
        "And when does the fuel duty go back to its full rate?",
        "Is it true that the bridge fell?",
        "how long does it take to get a visa",
        "What time is it",
        "Is there a treaty with Japan?",
        "How many are there of the old boats?",
        "Did the Premier say what he thinks of whaling?",
        "When will farmers hear if their claim is paid?",
        "Why did the bank say that it will not pay?",
        "Which bridge is it that fell?",
        "Who said that the price would rise?",
        "what must be done this year",
        "Why did that security arrangement come late?",
        "nitrogen limit per hectare",
        "what about the cost of the new wharf?",
        "what does the US pay",
        "hello",
        "thanks",
        "hi there",
    ],
)
def test_what_stands_alone_is_left_alone(question: str) -> None:
    """A clause of its own with its own names, `it` and `there` that stand for nothing, and greetings."""
    assert follow("How much did the new library cost?", question) is None


def test_nothing_follows_nothing() -> None:
    """Neither at the beginning nor after a greeting."""
    assert write_out("and Korea?", [], liken) == ()
    assert follow("hello", "and Korea?") is None


def test_a_pronoun_may_reach_over_a_turn() -> None:
    """Where nothing fits in the last question, the one before it decides."""
    turns = [Turn("What did Ms. Berg say on tax?"), Turn("how much was the tax?")]
    assert write_out("is she paid?", turns, liken) == ("is Ms. Berg paid?",)


def test_whoever_was_asked_for_is_taken_from_the_answer() -> None:
    """`She` is who the briefings named."""
    turn = Turn("Who opened the bridge?", "The bridge was opened by Ms. Ada Berg on Friday.")
    assert write_out("when did she open it?", [turn], liken) == ("when did Ms. Ada Berg open the bridge?",)


def test_a_name_in_lower_case_is_known_by_the_answer() -> None:
    """The answer's capitals say that two words are one name."""
    turn = Turn("korea bay wharf cost", "The wharf at Korea Bay cost $5.")
    assert write_out("and japan?", [turn], liken) == ("japan wharf cost",)
    assert write_out("and japan?", [Turn("korea bay wharf cost")], liken) == ("japan bay wharf cost",)


def test_it_may_be_either_of_two_things() -> None:
    """There are two readings then, the subject's first."""
    found = write_out("how fast is it?", [Turn("How much did Japan pay for the boat?")], liken)
    assert found == ("how fast is Japan?", "how fast is the boat?")


SAID = (
    "and what about why how many much it its they that there of is was did the a boat Japan old one in 2021 cost"
    " say she who else ’s n't , : ? ü $5 - &"
)
WORDS = st.lists(
    st.sampled_from(SAID.split()),
    max_size=9,
).map(" ".join)


@given(st.lists(WORDS, max_size=3), WORDS)
def test_only_words_that_were_said_come_in(said: list[str], question: str) -> None:
    """Whatever is asked after whatever, every word of a reading is the question's, a turn's, or a word of form."""
    known = {word for text in (*said, question) for word in text.lower().replace("?", " ").replace(":", " ").split()}
    form = {"the", "that", "what", "of", "in", "a", "and"}
    for reading in write_out(question, [Turn(text) for text in said], liken):
        for word in reading.lower().replace("?", " ").replace(":", " ").replace(",", " ").split():
            stem = word.removesuffix("’s").removesuffix("’").removesuffix("n't")
            assert {word, stem, word.split("’")[0]} & (known | form | {"", "won"}), (word, reading)
