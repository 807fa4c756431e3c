"""Files inside a file, one level deep, within limits, under names that lead nowhere."""

from __future__ import annotations

import pytest

from index.errors import ReadingError
from index.readers import attached
from index.readers.attached import Opened, content_of, with_attached
from index.readers.extracted import Attached, Extracted
from index.readers.extraction import document_of
from index.records import Document, Metadata


def opened(source: str, content: bytes, *inside: Attached, marking: str | None = None) -> Opened:
    """Return a file that was read, with files inside it."""
    extracted = Extracted(content.decode(), (), metadata=Metadata(classification=marking))
    return Opened(document_of(source, extracted), inside)


def read(source: str, content: bytes) -> Opened:
    """Read a file: one whose words are `bad` cannot be read, one whose words are `full` has a file inside it."""
    if content == b"bad":
        raise ReadingError(f"{source} is encrypted", "save it otherwise")
    inside = (Attached("x.txt", b"deeper"),) if content == b"full" else ()
    return opened(source, content, *inside)


def documents(*inside: Attached) -> tuple[Document, ...]:
    """Return the documents of a mail with files inside it."""
    return with_attached(opened("in/mail.eml", b"words", *inside), read)


def test_each_is_a_document_of_its_own() -> None:
    """Named by the way to it."""
    found = documents(Attached("a.txt", b"one"), Attached("folder/b.txt", b"two"))
    assert [(one.source, one.text) for one in found] == [
        ("in/mail.eml", "words"),
        ("in/mail.eml/a.txt", "one"),
        ("in/mail.eml/folder/b.txt", "two"),
    ]
    assert found[0].notices == ()


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("/root/a.txt", "root/a.txt"),
        ("C:\\Users\\a.txt", "C:/Users/a.txt"),
        (".hidden", "hidden"),
        ("a\n b.txt", "a b.txt"),
        ("", "file 1"),
        ("..", "file 1"),
        ("a//b.txt", "a/b.txt"),
        ("x" * 500 + ".txt", "x" * 196 + ".txt"),
    ],
)
def test_a_name_leads_nowhere(name: str, source: str) -> None:
    """Not up, not out, not to what is hidden, and not on and on."""
    assert documents(Attached(name, b"one"))[1].source == f"in/mail.eml/{source}"


def test_of_two_with_one_name_the_second_has_another() -> None:
    """Also where they differ in letter case alone."""
    found = documents(*(Attached(name, b"x") for name in ("a.txt", "A.TXT", "a.txt", "b", "b")))
    assert [one.source.rpartition("/")[2] for one in found[1:]] == ["a.txt", "A (2).TXT", "a (3).txt", "b", "b (2)"]


def test_what_is_not_read_is_told_in_a_notice() -> None:
    """Five by name, the rest by number; one inside a file inside is not opened."""
    found = documents(*(Attached(f"{number}.pdf", b"bad") for number in range(7)), Attached("c.zip", b"full"))
    assert found[0].notices == (
        *(f"inside it not read: {number}.pdf: is encrypted" for number in range(5)),
        "inside it not read: 2 files more",
    )
    assert found[1].notices == ("1 file inside it not opened: it is itself inside in/mail.eml",)
    assert len(found) == 2


def test_there_are_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """On their number, and on what they are together."""
    monkeypatch.setattr(attached, "MOST_FILES", 3)
    monkeypatch.setattr(attached, "MOST_BYTES", 2_000_000)
    found = documents(*(Attached(f"{number}.txt", b"x" * 900_000) for number in range(5)))
    assert [one.source for one in found[1:]] == ["in/mail.eml/0.txt", "in/mail.eml/1.txt"]
    assert found[0].notices == (
        "inside it not read: 2.txt: the files together are above the limit of 2 MB",
        "inside it not read: 3.txt: it is not among the first 3",
        "inside it not read: 4.txt: it is not among the first 3",
    )


def test_one_without_a_marking_has_that_of_its_file() -> None:
    """One with a marking keeps it."""
    outer = opened("mail.eml", b"words", Attached("a.txt", b"one"), Attached("b.txt", b"two"), marking="SECRET")

    def read_marked(source: str, content: bytes) -> Opened:
        return opened(source, content, marking="RESTRICTED" if content == b"two" else None)

    markings = [one.metadata.classification for one in with_attached(outer, read_marked)]
    assert markings == ["SECRET", "SECRET", "RESTRICTED"]


def test_a_file_is_found_again_by_its_source() -> None:
    """As it was named when it was read."""
    outer = opened("mail.eml", b"words", Attached("a.txt", b"one"), Attached("a.txt", b"two"))
    assert content_of(outer, "mail.eml/a (2).txt") == b"two"
    with pytest.raises(ReadingError, match=r"mail.eml/c.txt is not there any more"):
        content_of(outer, "mail.eml/c.txt")
