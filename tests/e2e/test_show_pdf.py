"""A PDF among the briefings: asked, shown, verified, drawn."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pdf_files
import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from e2e.conftest import Run

PNG = b"\x89PNG\r\n\x1a\n"
SOURCE = "harbour.pdf"


@pytest.fixture
def pdf(notes: Path) -> Path:
    """Return a PDF among the sample notes."""
    path = notes / SOURCE
    path.write_bytes(pdf_files.briefing())
    return path


def test_a_pdf_is_asked_shown_and_verified(pdf: Path, briefbot: Run) -> None:
    """With its page, and no line."""
    (row,) = briefbot("ask", "When does the quay open?", "-k", "1", "--json").json()["answers"]
    assert (row["text"], row["page"], row["line"]) == ("The quay opens on 31 May 2025.", 3, None)
    assert (row["heading"], row["title"], row["date"]) == ("Next steps", "Harbour works", "2023-03-14")
    at = f"{row['start']}-{row['end']}"
    told = briefbot("show", SOURCE, "--at", at, "--json").json()
    assert told["at"]["text"] == row["text"]
    assert "> The quay opens on 31 May 2025." in briefbot("show", SOURCE, "--at", at).out
    assert briefbot("verify", row["citation"]).status == 0
    assert briefbot("verify").status == 0
    assert "harbour.pdf, page 3" in briefbot("ask", "When does the quay open?", "-k", "1").out


def test_a_page_is_drawn_and_opened(pdf: Path, briefbot: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The picture by what opens pictures; a note at its line, by an editor."""
    (row,) = briefbot("ask", "When does the quay open?", "-k", "1", "--json").json()["answers"]
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path / "seen"}\n')
    opener.chmod(opener.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{opener.parent}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("EDITOR", f"{opener} edited")
    picture = tmp_path / "page.png"
    done = briefbot("show", SOURCE, "--at", f"{row['start']}-{row['end']}", "--png", str(picture), "--open")
    assert (done.status, done.err) == (0, "")
    assert picture.read_bytes().startswith(PNG)
    assert briefbot("show", "2022/leaders-meeting.md", "--at", "754-922", "--open").status == 0
    first, second = (tmp_path / "seen").read_text().splitlines()
    assert first == str(picture)
    assert second.startswith("edited ")
    assert second.endswith("leaders-meeting.md")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([SOURCE, "--png", "x.png"], "--png draws what stands at --at; give two offsets with --at"),
        (["2022/leaders-meeting.md", "--at", "1-9", "--png", "x.png"], "is no PDF, and only pages of PDF are drawn"),
        ([SOURCE, "--at", "60-90", "--png", "no/such/x.png"], "cannot write the picture to no/such/x.png"),
        ([SOURCE, "--at", "0-5", "--png", "x.png"], "harbour.pdf has no words at 0-5"),
    ],
)
def test_what_cannot_be_drawn_is_one_line(pdf: Path, briefbot: Run, arguments: list[str], message: str) -> None:
    """Exit status 2."""
    done = briefbot("show", *arguments)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert message in done.err


def test_a_damaged_pdf_is_skipped_and_the_rest_is_read(pdf: Path, briefbot: Run) -> None:
    """Its name and the reason are told."""
    (pdf.parent / "broken.pdf").write_bytes(pdf_files.briefing()[:300])
    (pdf.parent / "locked.pdf").write_bytes(pdf_files.encrypted())
    skipped = {row["source"]: row["reason"] for row in briefbot("index", "--json").json()["skipped"]}
    assert skipped["broken.pdf"] == "is a damaged PDF; save it again, or repair it"
    assert skipped["locked.pdf"] == "is encrypted; save it without its password"
    assert briefbot("show", SOURCE).status == 0
