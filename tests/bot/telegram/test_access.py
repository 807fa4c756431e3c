"""Closed to everybody that no rule opens to."""

from __future__ import annotations

from itertools import product

import pytest

from bot.telegram.access import Binding, Place, Role, Said, Verdict, binding_of, decide


def test_a_stranger_is_answered_only_in_an_allowed_group() -> None:
    """Of all that can be said by nobody's role, only what is said in an allowed group is answered."""
    flags = list(product([False, True], repeat=5))
    answered = {
        (place, allowed)
        for place in Place
        for allowed, code, allows, arrives, added in flags
        if decide(Said(place, None, allowed, code, allows, arrives, added)) is Verdict.ANSWER
    }
    assert answered == {(Place.GROUP, True)}


def test_a_code_is_looked_at_in_private_only() -> None:
    """In a group everybody would see it."""
    verdicts = {place: decide(Said(place, None, opens_with_code=True)) for place in Place}
    assert verdicts == {
        Place.PRIVATE: Verdict.REDEEM,
        Place.GROUP: Verdict.LEAVE,
        Place.INLINE: Verdict.SILENCE,
        Place.ELSEWHERE: Verdict.SILENCE,
    }


@pytest.mark.parametrize("role", [Role.READER, Role.CONTRIBUTOR])
def test_only_an_owner_opens_a_group(role: Role) -> None:
    """Others who are paired are not answered in a group that is not allowed, and the bot leaves it."""
    assert decide(Said(Place.GROUP, role, allows=True)) is Verdict.LEAVE
    assert decide(Said(Place.GROUP, Role.OWNER, allows=True)) is Verdict.ANSWER
    assert decide(Said(Place.GROUP, Role.OWNER)) is Verdict.SILENCE


def test_nothing_is_said_in_a_channel() -> None:
    """Whoever writes there."""
    assert {decide(Said(Place.ELSEWHERE, role, allowed=True)) for role in (None, *Role)} == {Verdict.SILENCE}


def test_each_role_includes_those_below() -> None:
    """An owner may do all, a reader the least."""
    assert [Role.OWNER.includes(role) for role in Role] == [True, True, True]
    assert [Role.READER.includes(role) for role in Role] == [True, False, False]


def test_a_binding_is_kept_as_text() -> None:
    """What is written is read again."""
    binding = Binding(("2022/*", "a,b.md"), ("trade",), "restricted")
    assert binding_of(binding.to_text()) == binding
