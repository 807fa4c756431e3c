"""What every reader promises."""

from __future__ import annotations

import codecs
import hashlib

import pytest

from index.errors import ReadingError
from index.readers import READERS, read, reader_for, suffix_of
from index.records import BlockKind
from index.segment import segment

TEXT_FORMATS = (".txt", ".md", ".markdown")
NOTE = """\
---
title: The note
date: 2022-05-31
---
The leaders met. They agreed
on it.

- First.
- Second.
"""
every = pytest.mark.parametrize("suffix", sorted(READERS))


@every
def test_its_suffixes_are_those_that_it_is_found_by(suffix: str) -> None:
    """In lower case, with their dot; a file's own may be in any case."""
    reader = READERS[suffix]()
    assert suffix in reader.suffixes
    assert set(reader.suffixes) <= READERS.keys()
    assert suffix == suffix.lower()
    assert type(reader_for(f"2022/a.b{suffix.upper()}")) is type(reader)


@every
def test_its_document_has_the_source_text_and_digest(suffix: str) -> None:
    """The digest is that of the text."""
    document = read(f"2022/a{suffix}", NOTE.encode())
    assert document.source == f"2022/a{suffix}"
    assert document.digest == hashlib.sha256(document.text.encode()).hexdigest()
    if suffix in TEXT_FORMATS:
        assert document.text == NOTE


@every
def test_its_blocks_are_in_order_and_never_overlap(suffix: str) -> None:
    """And lie inside the text, none of them empty."""
    document = read(f"a{suffix}", NOTE.encode())
    behind = 0
    for block in document.blocks:
        assert behind <= block.span.start < block.span.end <= len(document.text)
        behind = block.span.end
    assert [block.kind for block in document.blocks] == [BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.ITEM]


@every
def test_its_marks_are_inside_their_block_in_order(suffix: str) -> None:
    """And never overlap."""
    text = "> *a* `b` [c](d)\n> **e** <!-- f --> g.\n\n- **h** i\n"
    document = read(f"a{suffix}", text.encode())
    find = READERS[suffix]().marks(document.text)
    for block in document.blocks:
        behind = block.span.start
        for mark in find(block):
            assert behind <= mark.span.start < mark.span.end <= block.span.end
            behind = mark.span.end


@every
def test_its_sentences_are_those_of_the_note(suffix: str) -> None:
    """Front matter is none of them."""
    found = [sentence.reading for sentence in segment(read(f"a{suffix}", NOTE.encode()))]
    assert found == ["The leaders met.", "They agreed on it.", "First.", "Second."]


@pytest.mark.parametrize("suffix", TEXT_FORMATS)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("mark", "codec"), [(b"", "utf-8"), (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le")]
)
def test_encodings_and_line_ends_change_nothing_but_offsets(suffix: str, end: str, mark: bytes, codec: str) -> None:
    """The same note in another dress has the same metadata and the same sentences on the same lines."""
    plain = read(f"a{suffix}", NOTE.encode())
    dressed = read(f"a{suffix}", mark + NOTE.replace("\n", end).encode(codec))
    assert dressed.metadata == plain.metadata
    assert [(s.reading, s.line) for s in segment(dressed)] == [(s.reading, s.line) for s in segment(plain)]


@every
@pytest.mark.parametrize("content", [b"", b"\n \n", codecs.BOM_UTF8])
def test_an_empty_file_is_an_empty_document(suffix: str, content: bytes) -> None:
    """No block, no title, no error."""
    document = read(f"a{suffix}", content)
    assert document.blocks == ()
    assert document.metadata.title is None


@every
def test_a_binary_file_is_refused(suffix: str) -> None:
    """With one line that names it."""
    with pytest.raises(ReadingError, match=rf"a\{suffix} is binary, not text"):
        read(f"a{suffix}", b"\x00\x01\x02")


@every
def test_the_same_bytes_give_the_same_document(suffix: str) -> None:
    """Reading has no memory."""
    assert read(f"a{suffix}", NOTE.encode()) == read(f"a{suffix}", NOTE.encode())


def test_another_format_is_refused_with_those_that_are_read() -> None:
    """The line says what can be done."""
    assert reader_for("a.exe") is None
    with pytest.raises(ReadingError, match=r"no reader for \.exe; save it as one of \..*\.md, .*\.txt"):
        read("a.exe", b"")
    with pytest.raises(ReadingError, match="no reader for dir/Makefile"):
        read("dir/Makefile", b"")


def test_a_suffix_is_what_stands_behind_the_last_dot_of_a_name() -> None:
    """A folder's dots and a leading dot do not count."""
    names = {"a/b.c.MD": ".md", "a.b/c": "", ".md": "", "a/.txt": "", "c.": "."}
    assert {name: suffix_of(name) for name in names} == names
