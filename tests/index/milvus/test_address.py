"""Addresses of shared indexes."""

from __future__ import annotations

import pytest

from index.errors import SettingsError
from index.milvus.address import Address, parse_address


@pytest.mark.parametrize(
    ("text", "address", "uri"),
    [
        ("milvus://db:19531/notes", Address("db", 19531, "notes"), "http://db:19531"),
        ("milvus://db/notes", Address("db", 19530, "notes"), "http://db:19530"),
        (
            "milvus+tls://db.example.org:443/_a1",
            Address("db.example.org", 443, "_a1", True),
            "https://db.example.org:443",
        ),
        ("milvus://[::1]:19530/notes", Address("::1", 19530, "notes"), "http://[::1]:19530"),
    ],
)
def test_an_address_says_server_collection_and_whether_it_is_encrypted(text: str, address: Address, uri: str) -> None:
    """It is read, told to pymilvus, and written as it was given."""
    assert parse_address(text) == address
    assert parse_address(text).uri == uri
    assert parse_address(str(address)) == address


@pytest.mark.parametrize(
    "text",
    ["", "notes", "http://db/notes", "milvus://db", "milvus://db/", "milvus:///notes", "milvus://db:x/notes",
     "milvus://db/no-tes", "milvus://db/1notes", "milvus://db/notes/more", "milvus://db/notes?x=1", "milvus://db:99999/a"],
)  # fmt: skip
def test_what_is_no_address_is_refused(text: str) -> None:
    """In one line that says how one is written."""
    with pytest.raises(SettingsError, match=r"give "):
        parse_address(text)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    """It would stand in the list of processes, and in every message."""
    with pytest.raises(SettingsError) as raised:
        parse_address("milvus://root:hunter2@db/notes")
    assert "hunter2" not in str(raised.value)
