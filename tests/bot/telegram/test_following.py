"""The folder is followed in a thread, and what changed is told in the event loop."""

from __future__ import annotations

import asyncio
import logging
import threading
from typing import TYPE_CHECKING

import pytest
from telegram.error import NetworkError

from bot.telegram.following import Follower
from index import BriefbotError, FolderError, QuestionError, Skipped, SyncReport

if TYPE_CHECKING:
    from collections.abc import Callable

    from index import Briefings


class Folder:
    """Briefings that change as a test says."""

    def __init__(self, reports: list[SyncReport], error: Exception | None = None) -> None:
        """Change so, one after the other, and then fail, or go on until they are told to stop."""
        self._reports, self._error = reports, error
        self.stopped = threading.Event()

    def follow(self, on_report: Callable[[SyncReport], None], *, stop: threading.Event) -> None:
        """Follow."""
        for report in self._reports:
            on_report(report)
        if self._error is not None:
            raise self._error
        stop.wait(30)
        self.stopped.set()


def report(*changed: str, skipped: tuple[Skipped, ...] = ()) -> SyncReport:
    """Return what a sync did."""
    return SyncReport((), changed, (), 5, skipped, 1, 1, 0.1)


def play(folder: Folder, *tell: Callable[[SyncReport], object], until: Callable[[], bool] = lambda: True) -> None:
    """Follow a folder until something has come true, then stop."""

    async def run() -> None:
        follower = Follower(folder, tell)  # type: ignore[arg-type]
        following = asyncio.create_task(follower.run())
        for _ in range(3_000):
            if until() or following.done():
                break
            await asyncio.sleep(0.01)
        if following.done():
            following.result()
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)

    asyncio.run(run())


def test_each_change_is_told_one_after_the_other_in_the_loop() -> None:
    """In order, to each who is told, the next when the last has ended."""
    told: list[tuple[str, str, str]] = []

    def teller(name: str) -> Callable[[SyncReport], object]:
        async def tell(report: SyncReport) -> None:
            await asyncio.sleep(0)
            told.append((name, report.changed[0], threading.current_thread().name))

        return tell

    folder = Folder([report("a.md"), report("b.md")])
    play(folder, teller("one"), teller("two"), until=lambda: len(told) == 4)
    here = threading.current_thread().name
    assert told == [("one", "a.md", here), ("two", "a.md", here), ("one", "b.md", here), ("two", "b.md", here)]
    assert folder.stopped.wait(30)


@pytest.mark.parametrize("error", [QuestionError("no", "no"), NetworkError("gone")])
def test_who_cannot_be_told_keeps_nobody_else_from_it(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    """It is logged, and the next change is told."""
    told: list[str] = []

    async def fails(_: SyncReport) -> None:
        raise error

    async def tell(report: SyncReport) -> None:
        told.append(report.changed[0])

    play(Folder([report("a.md"), report("b.md")]), fails, tell, until=lambda: len(told) == 2)
    assert told == ["a.md", "b.md"]
    assert caplog.text.count("could not be told") == 2


def test_what_changed_and_what_was_skipped_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """A line each; nothing where nothing changed."""
    skipped = (Skipped("bad.md", "is not text"),)
    with caplog.at_level(logging.INFO):
        play(Folder([report(), report("a.md", skipped=skipped)]), until=lambda: "bad.md" in caplog.text)
    assert [record.getMessage() for record in caplog.records if record.name == "bot.telegram.following"] == [
        "a.md changed: 1 text encoded, 100 ms",
        "bad.md skipped: is not text",
    ]


@pytest.mark.parametrize("error", [FolderError("the folder is gone", "bring it back"), ZeroDivisionError("a bug")])
def test_what_does_not_pass_ends_the_run(error: Exception) -> None:
    """Else the bot would go on answering from an index that nobody keeps up to date."""
    with pytest.raises(type(error)):
        play(Folder([], error), until=lambda: False)


def test_a_change_that_comes_after_the_end_is_told_to_nobody() -> None:
    """The thread ends a moment after the run, and does not fail for that."""
    begun, late, ended = threading.Event(), threading.Event(), threading.Event()

    class Late(Folder):
        def follow(self, on_report: Callable[[SyncReport], None], *, stop: threading.Event) -> None:
            begun.set()
            stop.wait(30)
            late.wait(30)
            on_report(report("a.md"))
            ended.set()

    play(Late([]), until=begun.is_set)
    late.set()
    assert ended.wait(30)


def test_a_real_folder_is_followed(own_briefings: Briefings) -> None:
    """An edit is told, and is in the index by then."""
    changed: list[str] = []

    async def tell(report: SyncReport) -> None:
        changed.extend(report.changed)

    note = own_briefings.folder / "offices" / "office_01.md"

    async def run() -> None:
        following = asyncio.create_task(Follower(own_briefings, [tell]).run())
        for number in range(600):
            if changed:
                break
            if number % 50 == 5:
                note.write_text(f"# Office 1\n\nOffice 1 is closed for {number} days.\n", encoding="utf-8")
            await asyncio.sleep(0.1)
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)

    asyncio.run(run())
    assert changed == ["offices/office_01.md"]
    assert "is closed" in own_briefings.indexed.document("offices/office_01.md").text
    assert issubclass(FolderError, BriefbotError)
