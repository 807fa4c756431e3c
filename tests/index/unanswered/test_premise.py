"""A sentence says otherwise only where it denies, or says the opposite of, all that the question takes for granted."""

from __future__ import annotations

import pytest

from index.unanswered.premise import says_otherwise

STEEL = "Calder refused from the first day to talk about steel."
SCHOOL = "Ilam Bridge School will not reopen on its old site."


@pytest.mark.parametrize(
    ("question", "sentence", "context"),
    [
        ("Why did Calder agree to talk about steel?", STEEL, "Dairy under the Calder trade agreement"),
        ("When will Ilam Bridge School reopen on its old site?", SCHOOL, ""),
        ("Why is there an extradition treaty with Calder?", "There is no extradition treaty, none is near.", "Calder"),
        ("Why did trade with Calder rise in 2021?", "Trade with Calder fell by 7.4 per cent in 2021.", ""),
        ("Why did the council not sign the lease?", "The council signed the lease in May.", ""),
    ],
)  # fmt: skip
def test_says_otherwise(question: str, sentence: str, context: str) -> None:
    """A negation or an opposite, all else being said, contradicts a question."""
    assert says_otherwise(question, sentence, context)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("Why did Calder refuse to talk about steel?", STEEL),
        ("Did Calder agree to talk about steel?", STEEL),  # asks, and takes nothing for granted
        ("Why did Norrland agree to talk about steel?", STEEL),  # another country
        ("Why will Ilam Bridge School not reopen on its old site?", SCHOOL),
        ("When will Ilam Bridge School reopen?", "Ilam Bridge School will not reopen before May."),
        ("When will Ilam Bridge School reopen?", "If it rains, Ilam Bridge School will not reopen."),
        ("Why did trade with Calder rise?", "Trade with Calder fell by 7.4 per cent in 2021."),  # of what year?
        ("Why did trade with Calder rise in 2020?", "Trade with Calder fell by 7.4 per cent in 2021."),
        ("Why did the union oppose Option B?", "The union supports Option B and opposes Option C."),
        ("Where do the flu viruses replicate?", "Flu viruses do not replicate in the gut, but replicate in the nose."),
        ("How long was the highway closed?", "The highway was shut for 97 days and opened on 21 May."),
        ("When was the response deadline?", "No response was received by the deadline."),
        ("Why did the council not sign the lease?", "The council will sign the lease."),  # a plan is no outcome
    ],
)
def test_says_nothing_otherwise(question: str, sentence: str) -> None:
    """Where the two agree, speak of different things or times, or leave a doubt, nothing is claimed."""
    assert not says_otherwise(question, sentence)
