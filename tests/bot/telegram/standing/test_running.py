"""The bot as a process of its own, beside a folder in which people write: chats are told, once, whatever is between."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bot_scene import SAY
from scene_notes import HONEY, HONEY_SAID, NOTES
from small_index import write_notes

from bot.telegram.access import Binding, Role
from bot.telegram.state.database import Database
from bot.telegram.state.groups import Groups
from bot.telegram.state.keeps import Keeps
from bot.telegram.state.pairings import Pairings
from bot.telegram.state.watches import Watches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from local_api import LocalBotApi, Message
    from local_api.people import Chat, User

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform == "win32", reason="a process is ended in another way there"),
]
ROOT = str(Path(__file__).parents[4])
LONG_S = 120.0
"""Far more than anything here takes, even on a busy machine."""
DENTIST = "when does the dentist open?"
OPENS = "The dentist opens on 4 May 2026 in Harbor Street."
LATER = OPENS.replace("4 May", "11 June")
NOTE = f"# Dentist\n\n{OPENS}\n"


class Town:
    """A folder of notes, people who ask and watch, and the bot's own memory, as another process writes to it."""

    def __init__(self, api: LocalBotApi, folder: Path, cache: Path) -> None:
        """Write the notes; nobody is paired yet."""
        api.expect_refused("setMyCommands", "")  # to whom has never written to the bot
        self.api, self.folder, self.notes = api, folder, folder / "briefings"
        write_notes(self.notes, {source: text for source, text in NOTES.items() if "offices" not in source})
        kept = {name: value for name, value in os.environ.items() if not name.startswith("BRIEFBOT_")}
        self._environment = kept | {
            "BRIEFBOT_TELEGRAM_TOKEN": api.token,
            "BRIEFBOT_TELEGRAM_API": api.url,
            "BRIEFBOT_STATE": str(folder / "state"),
            "BRIEFBOT_CACHE": str(cache),
            "BRIEFBOT_THRESHOLD": "0.3",
            "PYTHONPATH": ROOT,
            "HF_HUB_OFFLINE": "1",
        }

    @contextmanager
    def bot(self) -> Iterator[None]:
        """Let the bot run; it ends well."""
        process = subprocess.Popen(
            [sys.executable, "-m", "bot", "telegram", "run"], cwd=self.folder, env=self._environment
        )
        try:
            yield
            process.send_signal(signal.SIGTERM)
            assert process.wait(LONG_S) == 0
        finally:
            process.kill()
            process.wait()

    @contextmanager
    def memory(self) -> Iterator[Database]:
        """Open what the bot remembers."""
        with Database(self.folder / "state") as database:
            yield database

    def person(self, name: str = "Ada") -> User:
        """Return somebody who is paired."""
        user = self.api.user(name)
        with self.memory() as database:
            pairings, now = Pairings(database), time.time()
            assert pairings.redeem(user.id, pairings.make_code(now, Role.READER), now) is not None
        return user

    def group(self, member: User, binding: Binding) -> Chat:
        """Return a group that is allowed and bound."""
        chat = self.api.group("Press team", member, with_bot=False)
        with self.memory() as database:
            Groups(database).allow(chat.id, member.id, time.time())
            Groups(database).bind(chat.id, binding, time.time())
        self.api.add_bot(chat, member)
        return chat

    def say(self, user: User, text: str, chat: Chat | None = None, *, reply_to: Message | None = None) -> Message:
        """Return the first of what the bot writes to a person's words."""
        return self.api.reply_to(self.api.say(user, text, chat, reply_to=reply_to), LONG_S)

    def told(self, chat: User | Chat, act: Callable[[], object]) -> str:
        """Return what a chat is told next once something is done."""
        before = len(self.api.messages_to(chat))
        act()
        self.api.wait_for(lambda: len(self.api.messages_to(chat)) > before, LONG_S)
        return self.api.messages_to(chat)[before].text

    def wait_for_watch(self, user: User, answered: bool) -> None:
        """Wait until a person's watched question has been asked again, and was answered or not."""
        with self.memory() as database:
            watches = Watches(database)
            self.api.wait_for(lambda: watches.of_person(user.id)[0].told.answered is answered, LONG_S)

    def write(self, text: str, source: str = "dentist.md") -> Callable[[], None]:
        """Return what saves a note as an editor does."""

        def save() -> None:
            half = self.folder / "half"
            half.write_text(text, encoding="utf-8")
            half.replace(self.notes / source)

        return save


@pytest.fixture
def town(api: LocalBotApi, tmp_path: Path, model_cache: Path) -> Town:
    """Return a folder of notes and people."""
    return Town(api, tmp_path, model_cache)


def test_a_question_that_is_watched_and_a_sentence_that_is_kept(town: Town) -> None:
    """Answered by a new note, told once; changed, told with both texts; deleted, told as gone; and nothing else."""
    ada = town.person()
    with town.bot():
        assert town.say(ada, f"/watch {DENTIST}").text == SAY("watch.not_yet")
        assert OPENS in town.told(ada, town.write(NOTE))
        answer = town.api.messages_to(ada)[-1]
        assert town.say(ada, "/keep", reply_to=answer).text == SAY("keep.kept")
        changed = town.told(ada, town.write(NOTE.replace(OPENS, LATER)))
        assert changed.startswith(SAY("keep.changed"))
        assert OPENS in changed
        assert LATER in changed
        town.api.wait_for(lambda: town.api.messages_to(ada)[-1].text.startswith(SAY("watch.better")), LONG_S)
        gone = town.told(ada, town.write("# Dentist\n\nNothing is known of when.\n"))
        assert gone.startswith(SAY("keep.gone"))
        assert town.say(ada, "/keeps").text == SAY("keep.none")
        count = len(town.api.messages_to(ada))
        for text, answered in ((NOTE, True), ("# Dentist\n\nNothing.\n", False), (NOTE.replace(OPENS, LATER), True)):
            town.write(text)()  # of which both sentences were told before
            town.wait_for_watch(ada, answered)
        assert "19 July" in town.told(ada, town.write(NOTE.replace("4 May", "19 July")))
        assert len(town.api.messages_to(ada)) == count + 1


def test_what_changes_while_the_bot_is_down_is_told_at_its_start(town: Town) -> None:
    """Once: a second start tells nothing again."""
    ada = town.person()
    with town.bot():
        town.say(ada, f"/watch {DENTIST}")
        town.say(ada, f"/watch {HONEY}")
        town.say(ada, "/keep", reply_to=town.say(ada, HONEY))
        before = len(town.api.messages_to(ada))
    town.write(NOTE)()
    honey = NOTES["trade/honey.md"].replace("1 August 2022", "1 May 2023")
    town.write(honey, "trade/honey.md")()
    said = HONEY_SAID.replace("1 August 2022", "1 May 2023")
    with town.bot():
        town.api.wait_for(lambda: len(town.api.messages_to(ada)) == before + 3, LONG_S)
    told = [message.text for message in town.api.messages_to(ada)[before:]]
    assert told[0].startswith(SAY("keep.changed"))
    assert {told[1].splitlines()[3], told[2].splitlines()[3]} == {OPENS, said}
    with town.bot():
        assert LATER in town.told(ada, town.write(NOTE.replace(OPENS, LATER)))
    assert len(town.api.messages_to(ada)) == before + 4


def test_who_is_revoked_is_told_nothing_and_a_group_what_it_is_bound_to(town: Town) -> None:
    """What the revoked watched and kept is forgotten; another is told of the same change."""
    ada, bob = town.person(), town.person("Bob")
    group = town.group(bob, Binding(sources=("trade/*",)))
    with town.bot():
        town.say(ada, "/keep", reply_to=town.say(ada, HONEY))
        town.say(ada, f"/watch {DENTIST}")
        town.say(bob, f"/watch {DENTIST}", group)
        town.say(bob, f"/watch {DENTIST}")
        before = len(town.api.messages_to(ada))
        with town.memory() as database:
            assert Pairings(database).revoke(ada.id)
        (town.notes / "trade" / "honey.md").unlink()
        assert OPENS in town.told(bob, town.write(NOTE))
        with town.memory() as database:
            town.api.wait_for(lambda: not Watches(database).of_person(ada.id), LONG_S)
            town.api.wait_for(lambda: not Keeps(database).of_person(ada.id), LONG_S)
        assert LATER in town.told(group, town.write(NOTE.replace(OPENS, LATER), "trade/dentist.md"))
        assert len(town.api.messages_to(ada)) == before


def test_a_chat_that_blocked_the_bot_holds_up_nobody(town: Town) -> None:
    """What it watched is forgotten; others are told."""
    ada, bob = town.person(), town.person("Bob")
    with town.bot():
        for person in (ada, bob):
            town.say(person, f"/watch {DENTIST}")
        town.api.block(ada)
        town.api.expect_refused("sendMessage", "blocked")
        assert OPENS in town.told(bob, town.write(NOTE))
        with town.memory() as database:
            town.api.wait_for(lambda: not Watches(database).of_person(ada.id), LONG_S)
        town.api.unblock(ada)
        assert LATER in town.told(bob, town.write(NOTE.replace(OPENS, LATER)))
        assert town.say(ada, "/watches").text == SAY("watch.none")
        assert len(town.api.messages_to(ada)) == 2
