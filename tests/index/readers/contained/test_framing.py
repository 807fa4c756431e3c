"""A message comes back as it was sent, and nothing else counts as one."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.readers.contained.framing import FramingError, Message, read_message, write_message

scalars = st.none() | st.booleans() | st.integers() | st.text()
headers = st.dictionaries(st.text(), scalars | st.lists(scalars))


@given(header=headers, blobs=st.lists(st.binary()))
def test_what_is_written_is_read(header: dict[str, object], blobs: list[bytes]) -> None:
    """Twice in a row, and then the stream is at its end."""
    stream = io.BytesIO()
    message = Message(header, tuple(blobs))
    write_message(stream, message)
    write_message(stream, message)
    stream.seek(0)
    assert read_message(stream, 1 << 30) == message
    assert read_message(stream, 1 << 30) == message
    assert read_message(stream, 1 << 30) is None


def test_a_longer_message_than_allowed_is_refused_before_it_is_read() -> None:
    """By what it says of its own length."""
    stream = io.BytesIO(struct.pack(">QI", 10, 1) + struct.pack(">Q", 1 << 60))
    with pytest.raises(FramingError, match="longer than 1,000 bytes"):
        read_message(stream, 1_000)


@given(junk=st.binary(min_size=1, max_size=200))
def test_junk_is_refused(junk: bytes) -> None:
    """With a FramingError, whatever it is; a message that happens to be one has an object for a header."""
    try:
        message = read_message(io.BytesIO(junk), 10_000)
    except FramingError:
        return
    assert message is not None
    assert isinstance(message.header, dict)


@pytest.mark.parametrize("header", [b"[]", b"{", b'"a"', b"[" * 100_000])
def test_a_header_is_an_object(header: bytes) -> None:
    """Not a list, nor half of one, nor one that is nested without end."""
    with pytest.raises(FramingError, match="header"):
        read_message(io.BytesIO(struct.pack(">QI", len(header), 0) + header), 1_000_000)


def test_a_message_that_breaks_off_is_refused() -> None:
    """Wherever it does."""
    stream = io.BytesIO()
    write_message(stream, Message({"a": 1}, (b"12345", b"6")))
    whole = stream.getvalue()
    for length in range(1, len(whole)):
        with pytest.raises(FramingError):
            read_message(io.BytesIO(whole[:length]), 1_000)
