"""What belongs together is shown together: near, under one heading, and likely to answer as well."""

from __future__ import annotations

from placed import among, make_choice

from index.together import LEAST_SHARE, MOST_WORDS, group_numbers

READINGS = [f"Sentence {number}." for number in range(8)]


def groups(scores: dict[int, float], readings: list[str] = READINGS, bound: tuple[int, ...] = ()) -> list[list[int]]:
    """Return the groups of the sentences that have a score, best first."""
    choices = [make_choice(number, score) for number, score in sorted(scores.items(), key=lambda item: -item[1])]
    numbers = group_numbers(choices, {number: among(number, readings) for number in scores}, bound)
    return [sorted(one for one in numbers if numbers[one] == number) for number in range(max(numbers.values()) + 1)]


def test_likely_sentences_of_a_section_are_one_group() -> None:
    """Also where others stand between them."""
    assert groups({5: 0.9, 4: 0.5, 1: 0.3}) == [[1, 4, 5]]


def test_what_hardly_answers_stays_apart() -> None:
    """From the least share on it belongs, and less is a group of its own, next to the best or not."""
    assert groups({5: 0.9, 4: 0.9 * LEAST_SHARE, 1: 0.8 * LEAST_SHARE}) == [[4, 5], [1]]
    assert groups({5: 0.9, 4: 0.8 * LEAST_SHARE}) == [[5], [4]]


def test_what_stands_between_two_is_shown_with_them() -> None:
    """Nobody reads around a sentence, however unlikely it is."""
    assert groups({5: 0.9, 3: 0.5, 4: 0.001}) == [[3, 4, 5]]


def test_what_belongs_to_the_first_is_with_it() -> None:
    """However unlikely it is; it binds no other group."""
    assert groups({5: 0.9, 4: 0.001}, bound=(4,)) == [[4, 5]]


def test_a_group_is_no_longer_than_a_person_reads() -> None:
    """The words left out count as well."""
    whole = ["a b"] * (MOST_WORDS // 2)
    assert groups({0: 0.9, len(whole) - 1: 0.8}, whole) == [[0, len(whole) - 1]]
    assert groups({0: 0.9, len(whole): 0.8}, [*whole, "a b"]) == [[0], [len(whole)]]


def test_groups_are_numbered_by_their_best_sentence() -> None:
    """Another section, or another document, is another group."""
    choices = [make_choice(3, 0.9), make_choice(40, 0.8), make_choice(2, 0.7)]
    near = {3: among(3, READINGS), 2: among(2, READINGS), 40: among(0, ["Elsewhere."])}
    assert group_numbers(choices, near, ()) == {3: 0, 40: 1, 2: 0}
