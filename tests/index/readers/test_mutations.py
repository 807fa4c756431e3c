"""Files with bytes changed at random are read or refused, and nothing else happens."""

from __future__ import annotations

import random
from importlib import import_module

import pytest
from made_files import MADE
from mutated_files import mutated, mutated_inside

from index.errors import ReadingError

TIMES = 200


@pytest.mark.parametrize("form", sorted(MADE))
def test_a_mutated_file_is_read_or_refused(form: str) -> None:
    """Two hundred of each form, the same on every run; of those in zip files half are changed inside."""
    content = MADE[form]()
    extract = import_module(f"index.readers.{form}").extract
    packed = form in ("docx", "pptx", "xlsx", "odt", "ods", "odp")
    refused = 0
    for number in range(TIMES):
        chance = random.Random(f"{form} {number}")  # noqa: S311 - nothing secret about it
        change = mutated_inside if packed and number % 2 else mutated
        try:
            found = extract("a.x", change(content, chance))
        except ReadingError:
            refused += 1
            continue
        found.text.encode()
        assert all(block.span.end <= len(found.text) for block in found.blocks)
    assert refused < TIMES
