"""Who may do what."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a paired person may do; each may do what those before it may."""

    READER = "reader"
    CONTRIBUTOR = "contributor"
    OWNER = "owner"

    def includes(self, other: Role) -> bool:
        """Return whether one of this role may do what one of `other` may."""
        order = list(Role)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True, slots=True)
class Binding:
    """The part of the briefings that a person or a chat is answered from; empty fields leave all in.

    Attributes:
        sources: globs over sources; a document passes where one matches.
        tags: a document passes where it has one of them.
        ceiling: the highest marking that is answered from, or None for no ceiling of its own.
    """

    sources: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    ceiling: str | None = None

    def to_text(self) -> str:
        """Return the binding as JSON, which `binding_of` reads."""
        return json.dumps(asdict(self))


def binding_of(text: str) -> Binding:
    """Return the binding that `Binding.to_text` wrote."""
    row = json.loads(text)
    return Binding(tuple(row["sources"]), tuple(row["tags"]), row["ceiling"])


class Place(StrEnum):
    """Where something is said to the bot."""

    PRIVATE = "private"
    GROUP = "group"
    INLINE = "inline"
    ELSEWHERE = "elsewhere"
    """A channel, or what has no chat: never answered."""


class Verdict(StrEnum):
    """What is done with something that is said to the bot."""

    ANSWER = "answer"
    REDEEM = "redeem"
    """A code that may pair is looked at, and nothing else is done."""
    TELL = "tell"
    """One line says that the bot does not know this person."""
    LEAVE = "leave"
    """The bot leaves the group."""
    SILENCE = "silence"
    """Nothing is said."""


@dataclass(frozen=True, slots=True)
class Said:
    """What is known of something that is said to the bot, before it is looked into.

    Attributes:
        place: where.
        role: that of the person who is paired; None for anybody else, and for nobody (an anonymous administrator, a
            channel, another bot).
        allowed: whether the chat is allowed; of no meaning outside groups.
        opens_with_code: whether it is `/start CODE`.
        allows: whether it is `/allow`.
        arrives: whether it tells that the person has added the bot to the group.
        added_by_owner: whether an owner had added the bot to the group before, which waits for `/allow` since.
    """

    place: Place
    role: Role | None
    allowed: bool = False
    opens_with_code: bool = False
    allows: bool = False
    arrives: bool = False
    added_by_owner: bool = False


def decide(said: Said) -> Verdict:
    """Return what is done: closed to everybody and everything that no rule here opens to."""
    if said.place is Place.PRIVATE:
        return _in_private(said)
    if said.place is Place.GROUP:
        return _in_group(said)
    return Verdict.ANSWER if said.place is Place.INLINE and said.role is not None else Verdict.SILENCE


def _in_private(said: Said) -> Verdict:
    if said.opens_with_code:
        return Verdict.REDEEM
    return Verdict.TELL if said.role is None else Verdict.ANSWER


def _in_group(said: Said) -> Verdict:
    """Anybody in an allowed group is answered there: whoever allowed it chose who is in it."""
    if said.allowed:
        return Verdict.ANSWER
    if said.role is Role.OWNER:
        return Verdict.ANSWER if said.allows or said.arrives else Verdict.SILENCE
    return Verdict.SILENCE if said.added_by_owner else Verdict.LEAVE
