"""Names that nobody bears: places, people and bodies, as many as a corpus needs, each a function of its number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random


def _each(words: str) -> tuple[str, ...]:
    return tuple(words.split())


_ONSETS = _each("B Br C Cl D Dr F Fl G Gl H J K L M N P Pr R S Sk St T Th Tr V W Wh Y")
_VOWELS = _each("a ae ai e ea ei i ia o oa u")
_MIDDLES = _each("l ll m n nd r rd rl rn s sk st t th v x")
_PLACES = _each("bay burn by dale den fell ford ham haven holm mere more ness port stead stow thorpe ton wick worth")
_PEOPLE = _each("ban card dell den fer gett kine ley lino man ner nidge rick sen son ster ston tis vane well")
_GIVEN = _each(
    "Ada Amos Beth Carl Dina Elias Fay Goran Hana Ivo Jess Kofi Lena Mele Noor Olaf Petra Quin Rosa Sione Una"
)
_TITLES = ("Dr.", "Hon.", "Mr.", "Ms.", "Mrs.", "Sir")
_BODIES = ("{} District Council", "{} Harbor Board", "Rail {}", "Bank of {}", "{} Power", "University of {}")


def place(number: int) -> str:
    """Return the name of a place; no two numbers below a million have the same."""
    return _word(number, _PLACES)


def surname(number: int) -> str:
    """Return a family name; no two numbers below a million have the same."""
    return _word(number, _PEOPLE)


def person(number: int, chance: random.Random) -> str:
    """Return how a person of this family name may be written in a note."""
    first = chance.choice((*_GIVEN, f"{chance.choice('ABCDEFGHJKLMNPRSTW')}."))
    return f"{chance.choice(_TITLES)} {first} {surname(number)}"


def body(number: int) -> str:
    """Return the name of a council, a company or another body."""
    return _BODIES[number % len(_BODIES)].format(place(number))


def drawn(chance: random.Random, most: int) -> int:
    """Return a number below `most`, small ones far more often (Zipf: about as the names in a year of notes)."""
    return min(int(most ** chance.random()) - 1, most - 1)


def _word(number: int, endings: tuple[str, ...]) -> str:
    """Return a word for a number: its digits in a mixed base name the parts, so that no two are alike."""
    # Neighboring numbers would be alike but for one part: a step without a common divisor mixes them.
    number = number * 48_271 % 1_000_003
    parts: list[str] = []
    for choices in (_ONSETS, _VOWELS, _MIDDLES, _VOWELS, endings):
        number, place_in = divmod(number, len(choices))
        parts.append(choices[place_in])
    return "".join(parts)
