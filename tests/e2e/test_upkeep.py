"""`briefbot index`, `status`, `show`, `verify` and `doctor`, on the sample notes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., Any]

pytestmark = pytest.mark.e2e

SOURCE = "2022/leaders-meeting.md"


def test_indexing_names_what_changed_and_what_was_skipped(notes: Path, briefbot: Run) -> None:
    """Exit status 0 though a file was skipped."""
    (notes / "new.md").write_text("# New\n\nThe harbor opens on Monday.\n", encoding="utf-8")
    (notes / SOURCE).write_text("# Changed\n\nNothing was agreed.\n", encoding="utf-8")
    (notes / "2023" / "budget-summary.md").unlink()
    (notes / "picture.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\x00")
    done = briefbot("index")
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == "1 added, 1 changed, 1 removed, 12 unchanged"
    assert lines[1:4] == ["  + new.md", f"  ~ {SOURCE}", "  - 2023/budget-summary.md"]
    assert lines[-2] == "1 file skipped:"
    assert lines[-1].startswith("  picture.md: ")


def test_an_index_that_is_up_to_date_is_left_alone(notes: Path, briefbot: Run) -> None:
    """Nothing is encoded, and the generation is the same."""
    told = briefbot("index", "--json").json()
    assert (told["added"], told["changed"], told["removed"], told["encoded"]) == ([], [], [], 0)
    assert (told["unchanged"], told["generation"]) == (14, 1)


def test_compacting_reads_nothing_again(few_notes: Path, briefbot: Run) -> None:
    """It says on standard error how much smaller the index is, and the report is that of the sync before it."""
    briefbot("index")
    done = briefbot("index", "--compact", "--json")
    assert (done.json()["unchanged"], done.json()["encoded"]) == (3, 0)
    assert "MB less" in done.err
    assert briefbot("verify").status == 0


def test_rebuilding_reads_everything_again(few_notes: Path, briefbot: Run) -> None:
    """As a first indexing does."""
    assert len(briefbot("index", "--rebuild", "--json").json()["added"]) == 3


def test_status_tells_what_there_is_and_what_is_pending(notes: Path, briefbot: Run) -> None:
    """In words and as JSON."""
    told = briefbot("status", "--json").json()
    assert (told["documents"], told["pending"], told["model"]) == (14, [], "all-MiniLM-L6-v2")
    (notes / "new.md").write_text("The harbor opens on Monday.\n", encoding="utf-8")
    done = briefbot("status")
    assert (done.status, done.err) == (0, "")
    assert "pending      1 file; run `briefbot index`\n  new.md\n" in done.out


def test_show_prints_a_briefing_with_line_numbers(notes: Path, briefbot: Run) -> None:
    """Every line of the file is there."""
    done = briefbot("show", SOURCE)
    assert done.status == 0
    assert "\n18  The two leaders agreed" in done.out
    number = len((notes / SOURCE).read_text(encoding="utf-8").splitlines())
    assert done.out.splitlines()[-1].startswith(f"{number}  ")


def test_show_highlights_a_span(notes: Path, briefbot: Run) -> None:
    """In words the line is marked; as JSON the text is given."""
    assert "\n18> The two leaders agreed" in briefbot("show", SOURCE, "--at", "754-922").out
    told = briefbot("show", SOURCE, "--at", "754-922", "--json").json()
    assert told["at"]["text"].endswith("strengthen both economies.")
    assert told["text"] == (notes / SOURCE).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([SOURCE, "--at", "9-3"], "--at is '9-3'; give two offsets, the lower first"),
        ([SOURCE, "--at", "x"], "--at is 'x'"),
        ([SOURCE, "--at", "1-999999"], "--at is 1-999999, and 2022/leaders-meeting.md has "),
        (["2022/leaders-meting.md"], "the nearest is 2022/leaders-meeting.md"),
    ],
)
def test_what_cannot_be_shown_is_one_line(notes: Path, briefbot: Run, arguments: list[str], message: str) -> None:
    """Exit status 2."""
    done = briefbot("show", *arguments)
    assert (done.status, done.out, done.err.count("\n")) == (2, "", 1)
    assert message in done.err


def test_verify_tells_what_became_of_citations(notes: Path, briefbot: Run) -> None:
    """It stands, then it has moved, then its words have changed, then its file is gone."""
    (row,) = briefbot("ask", "what did the two leaders agree", "-k", "1", "--json").json()["answers"]
    citation, note = row["citation"], notes / SOURCE
    done = briefbot("verify", citation)
    assert (done.status, done.out.startswith("stands   ")) == (0, True)
    text = note.read_text(encoding="utf-8")
    standings = []
    for changed in (text.replace("## Summary", "## Summary of it"), text.replace(row["text"], "They parted.")):
        note.write_text(changed, encoding="utf-8")
        done = briefbot("verify", citation, "--json")
        assert done.status == 1
        standings.append(done.json()["citations"][0]["standing"])
    note.unlink()
    standings.append(briefbot("verify", citation, "--json").json()["citations"][0]["standing"])
    assert standings == ["moved", "changed", "gone"]


def test_verify_shows_what_has_changed(notes: Path, briefbot: Run) -> None:
    """What stands there now by itself, and the difference where a person has the words."""
    (row,) = briefbot("ask", "what did the two leaders agree", "-k", "1", "--json").json()["answers"]
    note = notes / SOURCE
    text = note.read_text(encoding="utf-8")
    _, *others = row["text"].split()
    changed = row["text"].replace(others[-1], "never.")
    note.write_text(text.replace(row["text"], changed), encoding="utf-8")
    told = briefbot("verify", row["citation"], "--json").json()["citations"][0]
    assert (told["standing"], told["text"], told["was"], told["difference"]) == ("changed", changed, None, [])
    done = briefbot("verify", row["citation"], "--text", row["text"])
    assert done.status == 1
    assert f"is now {told['now']}\n" in done.out
    assert done.out.endswith(f"[-{others[-1]}-] {{+never.+}}\n")
    assert briefbot("verify", "--text", "words").status == 2
    assert briefbot("verify", row["citation"], row["citation"], "--text", "words").status == 2


def test_verify_checks_a_whole_index(notes: Path, briefbot: Run) -> None:
    """All stands; then a note has changed since."""
    assert briefbot("verify", "--json").json()["ok"] is True
    assert briefbot("verify").status == 0
    (notes / SOURCE).write_text("Other words.\n", encoding="utf-8")
    done = briefbot("verify")
    assert done.status == 1
    assert SOURCE in done.out


def test_what_is_no_citation_is_an_error(notes: Path, briefbot: Run) -> None:
    """Exit status 2, not 1."""
    done = briefbot("verify", "2022/leaders.md")
    assert done.status == 2
    assert "is not a citation" in done.err


def test_a_doctor_finds_nothing_wrong_and_never_shows_a_token(
    notes: Path, briefbot: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each area has a line."""
    monkeypatch.setenv("BRIEFBOT_TELEGRAM_TOKEN", "123456789:" + "S3cret" * 6)
    done = briefbot("doctor")
    assert done.status == 0
    assert "telegram: a token is set" in done.out
    assert "S3cret" not in done.out + done.err
    told = briefbot("doctor", "--json").json()
    assert told["ok"] is True
    assert {"model", "disk", "memory", "telegram"} <= {finding["area"] for finding in told["findings"]}


def test_a_doctor_finds_what_is_wrong(home: Path, briefbot: Run) -> None:
    """Exit status 2, and what to do is said."""
    done = briefbot("doctor", "--briefings", "nowhere")
    assert done.status == 2
    assert "problem  briefings: " in done.out
    assert "\u2192 " in done.out
