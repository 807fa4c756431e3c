"""What belongs to the best sentence comes with it, and pushes out the least."""

from __future__ import annotations

from dataclasses import replace

import pytest
from placed import among, make_choice

from index.companions import Standing, bound_to, companions, standings, with_companions
from index.rank import Ranked
from index.records import BlockKind
from index.together import MOST_WORDS

LIST = ["They met.", "They agreed:", "on honey", "on steel", "on wine", "They left."]
KINDS = [BlockKind.PARAGRAPH] * 2 + [BlockKind.ITEM] * 3 + [BlockKind.PARAGRAPH]


def belonging(
    place: int, scores: dict[int, float], readings: list[str] = LIST, kinds: list[BlockKind] | None = None
) -> tuple[int, ...]:
    """Return what belongs to the sentence at a place, confidences as given and 0 where not."""
    around = among(place, readings, kinds or KINDS)
    return companions(around, lambda number: Standing(scores.get(number, 0.0), scores.get(number, 0.0)))


def test_a_lead_in_brings_its_items_the_likeliest_first() -> None:
    """All of the list, and nothing behind it."""
    assert belonging(1, {1: 0.9, 3: 0.2, 4: 0.1}) == (3, 4, 2)


def test_a_lead_in_that_is_shown_beside_a_sentence_brings_its_items() -> None:
    """It comes first itself, and one of another section, or a sentence that announces nothing, brings nothing."""
    around = among(0, LIST, KINDS)
    numbers = [near.id for near in around.sentences]
    sure = {numbers[0]: 0.9, numbers[1]: 0.5, numbers[4]: 0.2}

    def standing(number: int) -> Standing:
        return Standing(sure.get(number, 0.0), sure.get(number, 0.0))

    assert bound_to(around, [numbers[0], numbers[1]], standing) == (numbers[1], numbers[4], numbers[2], numbers[3])
    assert bound_to(around, [numbers[0], numbers[5], 99], standing) == ()


def test_an_item_brings_its_lead_in() -> None:
    """Wherever in the list it stands."""
    assert [belonging(place, {place: 0.9}) for place in (2, 3, 4)] == [(1,)] * 3


def test_an_item_brings_the_list_where_the_lead_in_may_answer() -> None:
    """The lead-in first, as the others mean nothing without it."""
    assert belonging(3, {3: 0.9, 1: 0.4, 4: 0.2, 2: 0.1}) == (1, 4, 2)


def test_a_list_without_a_lead_in_brings_nothing() -> None:
    """Its items stand for themselves."""
    assert belonging(2, {2: 0.9, 1: 0.5}, ["They met.", "They agreed.", *LIST[2:]]) == ()


def test_a_question_does_not_come_with_its_answer() -> None:
    """It says nothing that was not asked; but it brings the answer."""
    readings, kinds = ["Who came?", "Nobody.", "Bye."], [BlockKind.PARAGRAPH] * 3
    assert belonging(1, {}, readings, kinds) == ()
    assert belonging(0, {}, readings, kinds) == (1,)


@pytest.mark.parametrize(
    ("reading", "found"), [("They agreed on it.", (0,)), ("The leaders agreed.", ()), ("Theirs is a long story.", ())]
)
def test_what_leans_brings_the_sentence_before(reading: str, found: tuple[int, ...]) -> None:
    """Only where it begins with a word that points back."""
    assert belonging(1, {}, ["The leaders met.", reading], [BlockKind.PARAGRAPH] * 2) == found


def test_the_first_of_a_section_leans_on_nothing() -> None:
    """And a lead-in at its end announces nothing."""
    assert belonging(0, {}, ["They met."], [BlockKind.PARAGRAPH]) == ()
    assert belonging(0, {}, ["They agreed:"], [BlockKind.PARAGRAPH]) == ()


def test_items_come_as_far_as_the_budget_of_words_goes() -> None:
    """Counted from the first to the last, so that a long list is cut."""
    item = "word " * (MOST_WORDS // 4)
    readings, kinds = ["They agreed:", *[item] * 6], [BlockKind.PARAGRAPH, *[BlockKind.ITEM] * 6]
    assert belonging(0, {}, readings, kinds) == (1, 2, 3)


def test_what_no_search_found_is_as_unlikely_as_the_last() -> None:
    """No more is known of it."""
    known, unfound = standings(Ranked((7, 8), (2.0, 1.0), (0.5, 0.1)))
    assert known == {7: Standing(2.0, 0.5), 8: Standing(1.0, 0.1)}
    assert unfound == Standing(1.0, 0.1)


CHOICES = [make_choice(5, 0.9), make_choice(40, 0.6, source="b"), make_choice(60, 0.3, source="c")]


def shown(new: list[float], top_k: int = 3) -> list[int]:
    """Return the ids shown where sentences 1, 2, ... with these scores belong to the first."""
    belongs = [make_choice(number, score) for number, score in enumerate(new, 1)]
    return [choice.placed.id for choice in with_companions(CHOICES[:top_k], belongs, top_k)]


def test_what_comes_in_pushes_out_the_last_and_stands_by_its_score() -> None:
    """The answers stay best first."""
    assert shown([0.2]) == [5, 40, 1]
    assert shown([0.7]) == [5, 1, 40]
    assert shown([0.1, 0.7]) == [5, 2, 1]


def test_no_more_comes_than_was_asked_for() -> None:
    """And the first always stays."""
    assert shown([0.2, 0.3, 0.4]) == [5, 2, 1]
    assert shown([0.2], top_k=1) == [5]
    assert with_companions([], [], 3) == ()


def test_what_is_there_already_stays_and_comes_once() -> None:
    """By its place, or by its words."""
    again = make_choice(9, 0.1, CHOICES[1].placed.reading.upper())
    assert with_companions(CHOICES, [CHOICES[2], again], 3) == tuple(CHOICES)


def test_what_says_otherwise_is_not_pushed_out() -> None:
    """It stands right behind the first, whatever scores higher."""
    against = replace(CHOICES[0], against=(CHOICES[2].placed.citation,))
    choices = [against, replace(CHOICES[2], score=0.1), CHOICES[1]]
    found = with_companions(choices, [make_choice(1, 0.7), make_choice(2, 0.6)], 3)
    assert [choice.placed.id for choice in found] == [5, 60, 1]
