"""The files in a zip file are read as documents of their own."""

from __future__ import annotations

from made_files import zipped

from index.readers.zipped import extract


def test_files_are_given_by_their_paths() -> None:
    """Folders, and what programs keep for themselves, are none."""
    members = {
        "a/": b"",
        "a/b.txt": b"one",
        "c.md": b"two",
        "__MACOSX/a/b.txt": b"x",
        "a/.DS_Store": b"x",
        "~$c.docx": b"x",
    }
    found = extract("a.zip", zipped(members))
    assert [(one.name, one.content) for one in found.attached] == [("a/b.txt", b"one"), ("c.md", b"two")]
    assert (found.text, found.blocks, found.notices) == ("", (), ())


def test_an_archive_in_it_is_left_out() -> None:
    """One level is read, and the reading says so."""
    inner = zipped({"deep.txt": b"deep"})
    found = extract("a.zip", zipped({"a.txt": b"one", "b.ZIP": inner, "c.tar.gz": b"x"}))
    assert [one.name for one in found.attached] == ["a.txt"]
    assert found.notices == ("archives in it not read: 2",)
