"""What stands is looked after in the background: once at the start, and after each change."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NoReturn

import pytest
from telegram.error import BadRequest, TelegramError

from bot.telegram.errors import StateError
from bot.telegram.standing import vigil as vigil_module
from bot.telegram.standing.due import Due  # noqa: TC001 - a stand-in's signature
from bot.telegram.standing.news import ALL_MAY_BE_NEW, News
from bot.telegram.standing.pace import Pace
from bot.telegram.standing.vigil import RETRY_SECONDS, SETTLE_SECONDS, Checks, Vigil
from bot.telegram.state.keeps import Keep, Keeps
from index import SyncReport
from index.errors import CatalogError

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Coroutine

    from bot.telegram.state.database import Database

A, B = News(frozenset({"a.md"})), News(frozenset({"b.md"}))


def report(*changed: str) -> SyncReport:
    """Return a report of a sync."""
    return SyncReport((), changed, (), 3, (), len(changed), 7, 0.1)


class Stand:
    """Watches 1 to 3 and what is kept; what is looked after is written down, by a clock that tests move."""

    def __init__(self, keeps: Keeps) -> None:
        """Look after `keeps`."""
        self.at = 0.0
        self.begun: list[object] = []
        self.done: list[tuple[object, News]] = []
        self.trouble: dict[object, Exception] = {}
        self.held: dict[object, asyncio.Event] = {}
        checks = Checks(keeps, self._check_keeps, self, self._check_watch)  # type: ignore[arg-type]
        self.tasks: set[asyncio.Task[None]] = set()
        self.vigil = Vigil(self, checks, Pace(lambda: False, self._sleep, lambda: self.at), lambda: self.at)  # type: ignore[arg-type]

    def create_task(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        """Return a task that goes on when the vigil is broken off, as an application's does."""
        task = asyncio.create_task(work)
        self.tasks.add(task)
        return task

    async def put(self, news: News, due: Due) -> None:
        """Make watches due: the second likely."""
        if (error := self.trouble.pop("concerned", None)) is not None:
            raise error
        for number in (1, 2, 3):
            due.put(number, news, likely=number == 2)

    async def _check_keeps(self, chat: int, person: int, news: News) -> None:
        await self._look((chat, person), news)

    async def _check_watch(self, number: int, news: News) -> None:
        await self._look(number, news)

    async def _look(self, what: object, news: News) -> None:
        self.begun.append(what)
        if what in self.held:
            await self.held[what].wait()
        if (error := self.trouble.pop(what, None)) is not None:
            raise error
        self.done.append((what, news))

    async def _sleep(self, _: float) -> None:
        await asyncio.sleep(0)

    async def pass_by(self, seconds: float) -> None:
        """Let time go by, and everything that can go on go on."""
        self.at += seconds
        self.vigil._wake.set()
        for _ in range(60):
            await asyncio.sleep(0)

    async def wait_for(self, count: int) -> list[tuple[object, News]]:
        """Return what has been looked after since, once that are so many."""
        while len(self.done) < count:
            await asyncio.sleep(0.001)
        return self.take()

    def take(self) -> list[tuple[object, News]]:
        """Return what has been looked after since."""
        done, self.done = self.done, []
        return done


@pytest.fixture
def play(database: Database) -> Callable[[Callable[[Stand], Awaitable[None]]], None]:
    """Return what plays a scene beside a vigil that runs."""

    def run(scene: Callable[[Stand], Awaitable[None]]) -> None:
        async def beside() -> None:
            keeps = Keeps(database)
            keeps.add(
                [Keep(0, 7, 7, f"{name}.md#0-4@0123abcd", "Yes.", "en", "") for name in "az"]
                + [Keep(0, -5, 7, "a.md#0-4@0123abcd", "Yes.", "en", "")],
                0.0,
            )
            stand = Stand(keeps)
            running = asyncio.create_task(stand.vigil.run())
            await scene(stand)
            assert not running.done()
            running.cancel()
            await asyncio.gather(running, *stand.tasks, return_exceptions=True)

        asyncio.run(beside())

    return run


Play = "Callable[[Callable[[Stand], Awaitable[None]]], None]"


def test_at_the_start_all_is_looked_after(play: Play) -> None:
    """Once the first sync has been, and not before; those first who are likely concerned, what is kept before all."""

    async def scene(stand: Stand) -> None:
        await stand.pass_by(100)
        assert stand.take() == []
        await stand.vigil.note(report())
        await stand.pass_by(SETTLE_SECONDS / 2)
        assert stand.take() == []
        await stand.pass_by(SETTLE_SECONDS / 2)
        assert stand.take() == [(what, ALL_MAY_BE_NEW) for what in ((7, 7), (-5, 7), 2, 1, 3)]
        await stand.pass_by(1_000)
        assert stand.take() == []

    play(scene)


async def started(stand: Stand) -> None:
    """Let the start be over."""
    await stand.vigil.note(report())
    await stand.pass_by(SETTLE_SECONDS)
    stand.take()


def test_changes_that_follow_each_other_are_looked_at_once(play: Play) -> None:
    """As a folder is copied in, a file at a time; only the keeps that they touch are looked at."""

    async def scene(stand: Stand) -> None:
        await started(stand)
        await stand.vigil.note(report("a.md"))
        await stand.pass_by(SETTLE_SECONDS / 2)
        await stand.vigil.note(report("b.md"))
        await stand.pass_by(SETTLE_SECONDS / 2)
        assert stand.take() == [(what, A | B) for what in ((7, 7), (-5, 7), 2, 1, 3)]
        await stand.vigil.note(report("b.md"))
        await stand.pass_by(SETTLE_SECONDS)
        assert stand.take() == [(what, B) for what in (2, 1, 3)]

    play(scene)


def test_a_report_without_changes_is_no_reason_to_look(play: Play) -> None:
    """Files that are skipped otherwise than before are reported too."""

    async def scene(stand: Stand) -> None:
        await started(stand)
        await stand.vigil.note(report())
        await stand.pass_by(1_000)
        assert stand.take() == []

    play(scene)


def test_one_that_takes_long_does_not_hold_up_others_for_ever(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """And is not looked after twice at once: the second time waits for the first."""
    monkeypatch.setattr(vigil_module, "PATIENCE_SECONDS", 0.01)

    async def scene(stand: Stand) -> None:
        stand.held[2] = asyncio.Event()
        await stand.vigil.note(report())
        await stand.pass_by(SETTLE_SECONDS)
        assert [what for what, _ in await stand.wait_for(4)] == [(7, 7), (-5, 7), 1, 3]
        await stand.vigil.note(report("b.md"))
        await stand.pass_by(SETTLE_SECONDS)
        assert [what for what, _ in await stand.wait_for(2)] == [1, 3]
        assert stand.begun.count(2) == 1
        stand.held[2].set()
        await stand.pass_by(0)
        assert stand.take() == [(2, ALL_MAY_BE_NEW), (2, B)]

    play(scene)


@pytest.mark.parametrize(
    ("where", "error", "done"),
    [
        (2, TelegramError("no network"), [1, 3]),
        (2, CatalogError("damaged"), [1, 3]),
        ((-5, 7), TelegramError("no network"), [2, 1, 3]),
        ("concerned", CatalogError("damaged"), []),
    ],
)
def test_what_could_not_be_done_is_done_later(
    play: Play, where: object, error: Exception, done: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    """With the same news, without a change; it is in the log, and nothing else is held up."""

    async def scene(stand: Stand) -> None:
        await started(stand)
        stand.trouble[where] = error
        await stand.vigil.note(report("a.md"))
        await stand.pass_by(SETTLE_SECONDS)
        assert [what for what, _ in stand.take() if isinstance(what, int)] == done
        await stand.pass_by(RETRY_SECONDS - 1)
        assert stand.take() == []
        await stand.pass_by(1)
        assert (where if where != "concerned" else 2, A) in stand.take()
        await stand.pass_by(1_000)
        assert stand.take() == []

    play(scene)
    assert str(error) in caplog.text


def test_what_telegram_will_never_take_is_not_tried_again(play: Play) -> None:
    """A group in which the bot may not write."""

    async def scene(stand: Stand) -> None:
        await started(stand)
        stand.trouble[2] = BadRequest("not enough rights to send text messages to the chat")
        await stand.vigil.note(report("b.md"))
        await stand.pass_by(SETTLE_SECONDS)
        assert [what for what, _ in stand.take()] == [1, 3]
        await stand.pass_by(10 * RETRY_SECONDS)
        assert stand.take() == []

    play(scene)


@pytest.mark.parametrize("where", [2, (7, 7), "concerned"])
def test_a_fault_in_one_check_ends_nothing_else(play: Play, where: object) -> None:
    """The application writes it to the log; the bot goes on, and so does what looks after things."""

    async def scene(stand: Stand) -> None:
        await started(stand)
        stand.trouble[where] = ZeroDivisionError()
        for _ in range(2):
            await stand.vigil.note(report("a.md"))
            await stand.pass_by(SETTLE_SECONDS)
        assert stand.take()[-1] == (3, A)

    play(scene)


def test_what_stands_that_cannot_be_read_is_looked_after_later(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another process may hold the file."""

    async def scene(stand: Stand) -> None:
        await started(stand)
        with monkeypatch.context() as patch:
            patch.setattr(Keeps, "everything", lambda _: _locked())
            await stand.vigil.note(report("a.md"))
            await stand.pass_by(SETTLE_SECONDS)
        assert stand.take() == []
        await stand.pass_by(RETRY_SECONDS)
        assert [what for what, _ in stand.take()] == [(7, 7), (-5, 7), 2, 1, 3]

    play(scene)


def _locked() -> NoReturn:
    raise StateError("locked")


def test_a_telling_that_has_begun_goes_on_when_the_vigil_ends(database: Database) -> None:
    """The application waits for it when it stops; else a chat were told again at the next start."""

    async def scene() -> None:
        stand = Stand(Keeps(database))
        stand.held[2] = asyncio.Event()
        running = asyncio.create_task(stand.vigil.run())
        await stand.vigil.note(report())
        await stand.pass_by(SETTLE_SECONDS)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        stand.held[2].set()
        await asyncio.gather(*stand.tasks)
        assert stand.take() == [(2, ALL_MAY_BE_NEW)]

    asyncio.run(scene())
