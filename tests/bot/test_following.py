"""What `watch` says of each change."""

from __future__ import annotations

import json

import pytest

from bot.following import Teller, describe_changes
from index import Skipped, SyncReport


def report(
    added: tuple[str, ...] = (), changed: tuple[str, ...] = (), removed: tuple[str, ...] = (), skipped: str = ""
) -> SyncReport:
    """Return a report of a sync that took 0.3 s."""
    files = (Skipped(skipped, "is binary"),) if skipped else ()
    return SyncReport(added, changed, removed, 3, files, len(added) + len(changed), 7, 0.3)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (report(changed=("2022/leaders.md",)), "2022/leaders.md changed: 1 text encoded, 300 ms"),
        (report(removed=("a.md",)), "a.md removed: 0 texts encoded, 300 ms"),
        (report(added=("a.md",), changed=("b.md",)), "b.md changed, a.md added: 2 texts encoded, 300 ms"),
        (
            report(added=tuple(f"{number}.md" for number in range(1205))),
            "0.md added, 1.md added, 2.md added, 3.md added, 4.md added and 1,200 more: 1,205 texts encoded, 300 ms",
        ),
        (report(), ""),
    ],
)
def test_a_change_is_one_line(told: SyncReport, expected: str) -> None:
    """However many files it is of: the first are named and the others counted."""
    assert describe_changes(told) == expected


def test_people_are_told_on_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    """First how many briefings are followed; a bad file by its name, once."""
    teller = Teller(json=False)
    teller(report())
    teller(report(changed=("a.md",), skipped="bad\x1b[2J.md"))
    teller(report(changed=("b.md",), skipped="bad\x1b[2J.md"))
    out, err = capsys.readouterr()
    lines = err.splitlines()
    assert out == ""
    assert lines[0] == "briefbot: following 3 briefings; Ctrl-C ends"
    assert lines[1] == "briefbot: a.md changed: 1 text encoded, 300 ms"
    assert lines[2].endswith("skipped: is binary")
    assert "\x1b" not in lines[2]
    assert lines[3:] == ["briefbot: b.md changed: 1 text encoded, 300 ms"]


def test_programs_read_an_object_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """On standard output, and nothing else anywhere."""
    teller = Teller(json=True)
    teller(report())
    teller(report(changed=("a.md",)))
    out, err = capsys.readouterr()
    assert err == ""
    assert [json.loads(line)["changed"] for line in out.splitlines()] == [[], ["a.md"]]
