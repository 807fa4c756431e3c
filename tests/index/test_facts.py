"""A catalog says of which generation it is, or that it cannot say."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from index.errors import CatalogError
from index.facts import Facts, first_model, read_facts, write_facts, write_first_model
from index.schema import create_catalog

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

FACTS = Facts(
    generation=7,
    store="00000007-0a0b0c0d",
    model_name="all-MiniLM-L6-v2",
    model_digest="ab" * 32,
    dimension=384,
    rules=1,
    updated=dt.datetime(2022, 6, 1, 12, 30, 5, 250, dt.UTC),
)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Return a new catalog's connection."""
    with closing(create_catalog(tmp_path / "catalog.sqlite")) as made:
        yield made


def test_there_are_none_before_the_first_generation(connection: sqlite3.Connection) -> None:
    """A new catalog is of no generation, also while its first one is made."""
    assert read_facts(connection) is None
    assert first_model(connection) is None
    write_first_model(connection, "ab" * 32)
    assert first_model(connection) == "ab" * 32
    assert read_facts(connection) is None


def test_facts_come_back_as_they_were(connection: sqlite3.Connection) -> None:
    """Every fact, the time with its zone and to the microsecond; a later generation's take their place."""
    write_facts(connection, FACTS)
    assert read_facts(connection) == FACTS
    write_facts(connection, Facts(8, "s", "m", "cd" * 32, 8, 2, FACTS.updated))
    assert read_facts(connection) == Facts(8, "s", "m", "cd" * 32, 8, 2, FACTS.updated)


@pytest.mark.parametrize("name", ["generation", "store", "model_name", "model_digest", "dimension", "rules", "updated"])
def test_a_missing_fact_is_named(connection: sqlite3.Connection, name: str) -> None:
    """Some facts without another are damage, with the remedy."""
    write_facts(connection, FACTS)
    connection.execute("DELETE FROM facts WHERE name = ?", (name,))
    with pytest.raises(CatalogError, match=rf"{name}.*--rebuild"):
        read_facts(connection)


@pytest.mark.parametrize("name", ["generation", "dimension", "rules", "updated"])
def test_a_spoilt_fact_is_refused(connection: sqlite3.Connection, name: str) -> None:
    """What is no number or no time is damage too."""
    write_facts(connection, FACTS)
    connection.execute("UPDATE facts SET value = 'x' WHERE name = ?", (name,))
    with pytest.raises(CatalogError, match="--rebuild"):
        read_facts(connection)
