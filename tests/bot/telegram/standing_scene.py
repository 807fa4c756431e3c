"""What stands in chats, and briefings that tests change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from small_index import write_notes

from bot.telegram.standing.keep_check import KeepCheck
from bot.telegram.standing.news import news_of
from bot.telegram.standing.telling import Telling
from bot.telegram.standing.watch_check import WatchCheck

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot_scene import Scene
    from local_api.messages import Message
    from local_api.people import Chat, User

    from bot.telegram.standing.news import News
    from index import Briefings


class StandingScene:
    """A bot that runs, and its briefings, whose changes are looked at when a test says so.

    Attributes:
        scene: the bot.
        briefings: what it answers from.
    """

    def __init__(self, scene: Scene, briefings: Briefings) -> None:
        """Take a bot and a copy of briefings that may be changed."""
        self.scene = scene
        self.briefings = briefings
        parts = scene.parts
        telling = Telling(scene.application.bot, parts.watches, parts.keeps)
        self.check_keeps = KeepCheck(parts.library, parts.book, parts.keeps, telling)
        self.check_watch = WatchCheck(parts, telling)

    def write(self, source: str, text: str) -> News:
        """Return what is new once a briefing is written or overwritten."""
        write_notes(self.briefings.folder, {source: text})
        return news_of(self.briefings.sync())

    def replace(self, source: str, old: str, new: str) -> News:
        """Return what is new once words of a briefing are others."""
        text = (self.briefings.folder / source).read_text(encoding="utf-8")
        assert old in text
        return self.write(source, text.replace(old, new))

    def remove(self, source: str) -> News:
        """Return what is new once a briefing is deleted."""
        (self.briefings.folder / source).unlink()
        return news_of(self.briefings.sync())

    def move(self, source: str, to: str) -> News:
        """Return what is new once a briefing has another name."""
        target = self.briefings.folder / to
        target.parent.mkdir(exist_ok=True)
        (self.briefings.folder / source).rename(target)
        return news_of(self.briefings.sync())

    def look(self, news: News) -> None:
        """Look after all that stands, after a change."""
        parts = self.scene.parts
        for chat, person in {(keep.chat, keep.person) for keep in parts.keeps.everything()}:
            self.scene.run(self.check_keeps(chat, person, news))
        for watch in parts.watches.everything():
            self.scene.run(self.check_watch(watch.id, news))

    def told(self, chat: User | Chat, act: Callable[[], object]) -> list[Message]:
        """Return what the bot wrote to a chat while something was done."""
        before = len(self.scene.api.messages_to(chat))
        act()
        return self.scene.api.messages_to(chat)[before:]

    def told_of(self, chat: User | Chat, news: News) -> list[str]:
        """Return what a chat is told of a change, as people see it."""
        return [message.text for message in self.told(chat, lambda: self.look(news))]
