"""What every extractor promises."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pytest
from made_files import DAY, MADE

from index.errors import ReadingError
from index.records import BlockKind

if TYPE_CHECKING:
    from index.readers.extracted import Extracted, Extractor

every = pytest.mark.parametrize("form", sorted(MADE))
LETTERS = sorted(set(MADE) - {"zipped", "delimited", "xlsx", "ods"})
SAYING_MORE = sorted(set(MADE) - {"zipped", "delimited"})
CHECKED = {"docx", "pptx", "xlsx", "odt", "ods", "odp", "zipped", "mail.msg"}
"""The forms of which half a file is none."""
NONE_OF_THEM = [b"", b"\x00\x01\x02\xff" * 100, b"PK\x03\x04" + b"\x00" * 200, b"\xd0\xcf\x11\xe0" * 300]


def extractor(form: str) -> Extractor:
    """Return the extractor of a form, by its module's name."""
    extract: Extractor = import_module(f"index.readers.{form}").extract
    return extract


def extracted(form: str) -> Extracted:
    """Return what the note in a form holds."""
    return extractor(form)(f"2022/a.{form}", MADE[form]())


@every
def test_its_blocks_are_in_order_apart_and_inside_the_text(form: str) -> None:
    """A blank line stands between two, and none begins or ends with white space."""
    found = extracted(form)
    behind = -2
    for block in found.blocks:
        assert behind + 2 <= block.span.start < block.span.end <= len(found.text)
        words = found.text[block.span.start : block.span.end]
        assert words == words.strip()
        assert behind < 0 or "\n\n" in found.text[behind : block.span.start]
        behind = block.span.end


@every
def test_its_pages_ascend_from_the_start(form: str) -> None:
    """Where the form has pages at all."""
    found = extracted(form)
    assert list(found.pages) == sorted(found.pages)
    assert found.pages[:1] in ((), (0,))
    assert bool(found.pages) == (form in ("pptx", "odp"))


@every
def test_the_same_bytes_give_the_same_words(form: str) -> None:
    """Extracting has no memory."""
    content = MADE[form]()
    assert extractor(form)("a", content) == extractor(form)("a", content)


@pytest.mark.parametrize("form", LETTERS)
def test_it_keeps_prose_as_it_is_written(form: str) -> None:
    """Words of other letters too."""
    found = extracted(form)
    assert "They agreed" in found.text
    assert form == "pptx" or "at the caf\u00e9" in found.text


@pytest.mark.parametrize("form", SAYING_MORE)
def test_it_tells_title_date_and_author(form: str) -> None:
    """As the file's own properties tell them."""
    found = extracted(form)
    assert found.metadata.title == "Patrol boats"
    assert found.metadata.date == DAY
    assert (found.author or "").startswith("Jane Ra")


@pytest.mark.parametrize("form", sorted({"docx", "pptx", "xlsx", "delimited", "odt", "ods", "html", "mail.mhtml"}))
def test_its_rows_read_with_the_heads_of_their_columns(form: str) -> None:
    """And the row of heads is no row itself."""
    rows = [block for block in extracted(form).blocks if block.kind is BlockKind.ROW]
    assert len(rows) == 2
    assert all(row.column_heads[:3] == ("Boat", "Handed over", "Crew") for row in rows)


@every
@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02\xff" * 100, b"PK\x03\x04" + b"\x00" * 200, b"\xd0\xcf\x11\xe0" * 300]
)
def test_what_is_of_no_such_form_is_refused(form: str, content: bytes) -> None:
    """With one line that names the file; a page or a table without a word is an empty one."""
    if content == b"" and form in ("html", "delimited"):
        assert extractor(form)("2022/a.x", content).blocks == ()
        return
    with pytest.raises(ReadingError, match=r"^2022/a\.x "):
        extractor(form)("2022/a.x", content)


@every
@pytest.mark.parametrize("part", [1, 3, 7])
def test_half_a_file_is_read_or_refused(form: str, part: int) -> None:
    """Never anything else."""
    content = MADE[form]()
    outcome = outcome_of(form, content[: len(content) * part // 8])
    assert outcome.startswith("a.x ") or len(outcome) < 2 * len(content)
    assert outcome.startswith("a.x ") is (form in CHECKED)


def outcome_of(form: str, content: bytes) -> str:
    """Return the words of a file, or those of the error with which it is refused."""
    try:
        return extractor(form)("a.x", content).text
    except ReadingError as error:
        return str(error)
