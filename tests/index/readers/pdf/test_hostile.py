"""No PDF, however it is made, costs more than its share; what follows it is read."""

from __future__ import annotations

import os
import random
import socket
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

import pdf_files
import pytest
from mutated_files import mutated

from index.errors import ReadingError
from index.readers.contained.limits import Limits
from index.readers.contained.workers import Workers
from index.readers.extracted import Extracted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MUTATIONS = 200
GOOD = ("briefing", "two_columns", "ligatures", "long_table", "scanned")


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    """Return workers with the limits that they have, but for the time."""
    made = Workers(Limits(seconds=12.0))
    yield made
    made.close()


def outcome(workers: Workers, name: str, content: bytes) -> Extracted | str:
    """Return what a file holds, or the line that says why it is not read."""
    try:
        return workers.extract(name, content)
    except ReadingError as error:
        return str(error)


def made_of(*objects: bytes, root: int = 1) -> bytes:
    """Return a PDF of objects, numbered from 1."""
    out = b"%PDF-1.7\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(objects) + 1, table)
    return (
        out + head + b"trailer\n<</Size %d/Root %d 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, root, len(out))
    )


CATALOG, PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
FONT = b"<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"


def stream(content: bytes, more: bytes = b"") -> bytes:
    """Return a stream, packed."""
    packed = zlib.compress(content, 9)
    return b"<</Length %d/Filter/FlateDecode%s>>stream\n%s\nendstream" % (len(packed), more, packed)


def page(*, resources: bytes = FONT, box: bytes = b"[0 0 595 842]", more: bytes = b"") -> bytes:
    """Return a page whose content is the fourth object."""
    return b"<</Type/Page/Parent 2 0 R/MediaBox%s/Contents 4 0 R/Resources%s%s>>" % (box, resources, more)


WORDS = b"BT /F 12 Tf 72 700 Td (The words are read.) Tj ET\n"


def with_content(content: bytes) -> bytes:
    """Return a page that draws this."""
    return made_of(CATALOG, PAGES, page(), stream(content))


def of_blanks() -> bytes:
    """Return a page whose content is 400 MB of blanks, packed to 400 kB."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * 1_000_000) for _ in range(400)) + packer.flush()
    content = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
    return made_of(CATALOG, PAGES, page(), content)


def form_in_itself() -> bytes:
    """Return a form that draws itself three hundred times."""
    inner = b"<</XObject<</X 5 0 R>>>>"
    form = stream(b"/X Do\n" * 300, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources" + inner)
    return made_of(CATALOG, PAGES, page(resources=inner), stream(b"/X Do\n" * 100), form)


HUGE_FONT = b"BT /F 1e30 Tf 1e30 0 0 1e30 0 0 Tm (x) Tj ET"
MANY_PAGES = b"<</Type/Pages/Kids[3 0 R]/Count 2147483647>>"
BOMBS: dict[str, Callable[[], bytes]] = {
    "a stream that unpacks to a thousandfold": of_blanks,
    "a million strokes": lambda: with_content(WORDS + b"0 0 m 9 9 l S\n" * 1_000_000),
    "a million words": lambda: with_content(b"BT /F 1 Tf 1 1 Td (word ) Tj ET\n" * 1_000_000),
    "a million states saved": lambda: with_content(b"q\n" * 1_000_000 + WORDS),
    "pages that are their own parents": lambda: made_of(CATALOG, b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 9999999>>"),
    "pages that are not there": lambda: made_of(CATALOG, MANY_PAGES, page(), stream(WORDS)),
    "a page that is miles wide": lambda: made_of(
        CATALOG, PAGES, page(box=b"[-9e30 -9e30 9e30 9e30]"), stream(WORDS + HUGE_FONT)
    ),
    "lists in lists": lambda: made_of(CATALOG, PAGES, page(more=b"/Deep" + b"[" * 500_000), stream(WORDS)),
    "a form that draws itself": form_in_itself,
    "references that lead back": lambda: with_content(WORDS).replace(b"/Root", b"/Prev 9/Root"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_read_or_refused_within_bounds(workers: Workers, name: str) -> None:
    """In one line that names it; and what comes after it is read."""
    said = outcome(workers, "bomb.pdf", BOMBS[name]())
    assert isinstance(said, Extracted) or (said.startswith("bomb.pdf ") and "\n" not in said)
    assert "harbour" in workers.extract("good.pdf", pdf_files.briefing()).text


@pytest.mark.parametrize("part", range(4))
def test_damaged_files_are_read_or_refused(workers: Workers, part: int, tmp_path: Path) -> None:
    """200 of them; nothing is written, no child is left, and this process is as it was."""
    before = sorted(Path("/").iterdir()), os.environ.copy()
    for seed in range(part * MUTATIONS // 4, (part + 1) * MUTATIONS // 4):
        chance = random.Random(seed)  # noqa: S311 - the same again is the point
        content = mutated(getattr(pdf_files, GOOD[seed % len(GOOD)])(), chance)
        said = outcome(workers, "a.pdf", content)
        assert isinstance(said, Extracted) or said.startswith("a.pdf "), seed
    assert (sorted(Path("/").iterdir()), os.environ.copy()) == before
    assert list(tmp_path.iterdir()) == []


def test_nothing_that_a_file_links_to_is_asked_for(workers: Workers) -> None:
    """Nor is what it would run: scripts, launches, forms that send themselves, files elsewhere."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.5)
        link = b"http://127.0.0.1:%d/" % listening.getsockname()[1]
        actions = (
            b"<</S/URI/URI(%s)>>" % link,
            b"<</S/JavaScript/JS(app.launchURL('%s'))>>" % link,
            b"<</S/Launch/F(%s)>>" % link,
            b"<</S/SubmitForm/F<</FS/URL/F(%s)>>>>" % link,
            b"<</S/GoToR/F<</FS/URL/F(%s)>>/D[0/Fit]>>" % link,
        )
        for action in actions:
            catalog = b"<</Type/Catalog/Pages 2 0 R/OpenAction 5 0 R/AA<</WC 5 0 R>>>>"
            foreign = b"<</Length 0/F<</FS/URL/F(%s)>>>>stream\n\nendstream" % link
            content = made_of(catalog, PAGES, page(more=b"/AA<</O 5 0 R>>"), stream(WORDS), action, foreign)
            assert workers.extract("a.pdf", content).text == "The words are read.\n"
            assert workers.draw("a.pdf", content, workers.extract("a.pdf", content).blocks[0].span)
        with pytest.raises(TimeoutError):
            listening.accept()
