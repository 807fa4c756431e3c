"""`briefbot telegram run` as people have it: what they write, what they get, and what becomes of it in bad times."""

from __future__ import annotations

import re
import shutil
import sys
from typing import TYPE_CHECKING

import pytest
from e2e.telegram_program import HONEY, HONEY_SAID, LEADERS, LEADERS_SAID, LONG_S, SAY, Program
from local_api import LocalBotApi
from local_api.faults import Broken, DropAfter, DropBefore, TooManyRequests

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from local_api.messages import Message
    from local_api.people import User

    Programs = Callable[..., Program]

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.skipif(sys.platform == "win32", reason="programs are ended in another way there"),
]


class Town:
    """A bot that runs, and its owner.

    Attributes:
        program: the bot.
        owner: who was paired first.
    """

    def __init__(self, program: Program) -> None:
        """Pair the owner by a code that was made before the bot ran."""
        code = program.code()
        self.program, self.api = program, program.api
        self.owner = program.api.user("Ada")
        welcome = program.api.say(self.owner, f"/start {code}")
        program.start()
        assert program.api.reply_to(welcome, LONG_S).text == SAY("access.welcome", role="owner")

    def reader(self, name: str = "Bob") -> User:
        """Return somebody whom the owner has let in by a link."""
        link = self.program.say(self.owner, "/pair").text
        code = re.search(r"start=(\S+)", link)
        assert code is not None
        user = self.api.user(name)
        assert self.program.say(user, f"/start {code[1]}").text == SAY("access.welcome", role="reader")
        return user


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, indexed_samples: Path, model_cache: Path) -> Iterator[Town]:
    """Yield a bot that is polled, answers inline too, and ends well."""
    home = tmp_path_factory.mktemp("town")
    shutil.copytree(indexed_samples, home / "briefings")
    with LocalBotApi() as api:
        api.powers.supports_inline_queries = True
        program = Program(api, home, model_cache, TELEGRAM_INLINE="1")
        try:
            made = Town(program)
            yield made
            api.check_nothing_refused()
            assert program.stop() == 0
            assert "reference" not in program.written
            assert api.token.partition(":")[2] not in program.written
        finally:
            program.__exit__(None, None, None)


def test_people_are_paired_while_the_bot_runs(town: Town) -> None:
    """By a link of the command line, or of an owner; each works once."""
    code = town.program.code("--role", "contributor")
    bob, mallory = town.api.user("Bob"), town.api.user("Mallory")
    assert town.program.say(mallory, HONEY).text == SAY("access.unknown_person")
    assert town.program.say(bob, f"/start {code}").text == SAY("access.welcome", role="contributor")
    assert town.program.say(mallory, f"/start {code}").text == SAY("access.wrong_code")
    assert HONEY_SAID in town.program.say(bob, HONEY).text
    assert HONEY_SAID in town.program.say(town.reader(), HONEY).text


def test_a_conversation(town: Town) -> None:
    """A question, one that follows it, and a new beginning."""
    bob = town.reader()
    answer = town.program.say(bob, LEADERS)
    assert LEADERS_SAID in answer.text
    assert "2022/leaders-meeting.md:18" in answer.text
    assert (town.api.actions[-1][0].id, town.api.actions[-1][1]) == (bob.id, "typing")
    follow_up = town.program.say(bob, "and how long did the meeting last?")
    assert "85 minutes" in follow_up.text
    assert town.program.say(bob, "/new").text == SAY("new.done")
    assert not town.program.say(bob, "and how long did it last?").text.startswith("Understood as")


def test_an_edited_question_edits_its_answer(town: Town) -> None:
    """No other message is sent."""
    bob = town.reader()
    asked = town.api.say(bob, HONEY)
    answer = town.api.reply_to(asked, LONG_S)
    town.api.edit(asked, LEADERS)
    town.api.wait_for(lambda: LEADERS_SAID in _now(town.api, answer).text, LONG_S)
    assert [message.id for message in town.api.messages_to(bob) if message.id > asked.id] == [answer.id]


def test_buttons_under_an_answer(town: Town) -> None:
    """More, context, the source as a file for who may have it, and what was right."""
    answer = town.program.say(town.owner, HONEY)
    before = len(town.api.messages_to(town.owner))
    label = next(label for label in answer.buttons if label.startswith("Source"))
    for pressed in ("More", "Context", label):
        assert town.program.press(town.owner, answer, pressed) == ""
    assert town.program.press(town.owner, answer, "👍 Right") == SAY("judge.thanks")
    sent = town.api.messages_to(town.owner)[before:]
    assert [message.document.name for message in sent if message.document] == ["leaders-meeting.md"]
    assert sent[0].text.startswith(SAY("answer.further"))
    assert HONEY_SAID in sent[1].text
    labels = town.program.run("telegram", "labels")
    assert HONEY in labels.stdout


def test_commands(town: Town) -> None:
    """Lists turn their pages, settings are kept, owners see the state."""
    bob = town.reader()
    page = town.program.say(bob, "/sources")
    assert page.text.startswith("14 briefings:")
    assert town.program.press(bob, page, SAY("button.next")) == ""
    assert "travel/averon-programme.md" in _now(town.api, page).text
    shown = town.program.say(bob, "/settings")
    assert town.program.press(bob, shown, "Up to 1") == SAY("settings.kept")
    assert town.program.say(bob, LEADERS).text.count("@") == 1
    assert town.program.say(town.owner, "/status").text.startswith("14 briefings, 657 sentences")
    assert town.program.say(bob, "/status").text == SAY("access.owners_only")
    assert LEADERS in town.program.say(town.owner, "/audit").text
    offered = [command["command"] for command in town.api.commands({"type": "chat", "chat_id": bob.id})]
    assert "ask" in offered
    assert "audit" not in offered


def test_what_is_deleted_is_in_no_file(town: Town) -> None:
    """Questions and what was said of their answers; the bytes themselves are gone while the bot runs."""
    bob = town.reader()
    answer = town.program.say(bob, "when will Calder lift its ban on honey, Zanzibar?")
    town.program.press(bob, answer, "👍 Right")
    assert b"Zanzibar" in town.program.state
    privacy = town.program.say(bob, "/privacy")
    assert town.program.press(bob, privacy, SAY("button.erase")) == ""
    town.api.wait_for(lambda: _now(town.api, privacy).text.startswith("Deleted: "), LONG_S)
    assert b"Zanzibar" not in town.program.state
    assert HONEY_SAID in town.program.say(bob, HONEY).text


def test_what_cannot_be_asked_gets_a_word(town: Town, picture: bytes) -> None:
    """A photo, a question that is too long, a thumb."""
    bob = town.reader()
    assert town.api.reply_to(town.api.photo(bob, picture), LONG_S).text == SAY("ask.not_text")
    assert town.program.say(bob, "a" * 501).text == SAY("ask.too_long", most=500, count=501)
    assert town.program.say(bob, "\N{THUMBS UP SIGN}").text == SAY("ask.no_question")


def test_a_group_with_privacy_mode(town: Town) -> None:
    """It waits for /allow; then commands and replies are answered, mentions where Telegram passes them on."""
    bob = town.api.user("Bob")
    group = town.api.group("Press team", town.owner, bob)
    town.api.wait_for(lambda: town.api.messages_to(group), LONG_S)
    assert town.api.messages_to(group)[0].text == SAY("groups.how")
    town.api.say(bob, f"/ask {HONEY}", group)
    opened = town.program.say(town.owner, "/allow", group)
    assert opened.text == SAY("groups.allowed", bot=town.api.bot.username)
    answer = town.program.say(bob, f"/ask {HONEY}", group)
    assert HONEY_SAID in answer.text
    town.api.say(bob, LEADERS, group)
    town.api.say(bob, f"@{town.api.bot.username} {LEADERS}", group)
    reply = town.api.say(bob, LEADERS, group, reply_to=answer)
    assert LEADERS_SAID in town.api.reply_to(reply, LONG_S).text
    town.api.powers.hears_mentions = True
    mention = town.api.say(bob, f"@{town.api.bot.username} {HONEY}", group)
    assert HONEY_SAID in town.api.reply_to(mention, LONG_S).text
    assert len(town.api.messages_to(group)) == 5


def test_a_group_that_nobody_let_the_bot_into_is_left(town: Town) -> None:
    """Silently."""
    group = town.api.group("Elsewhere", town.api.user("Mallory"))
    town.api.wait_for(lambda: not town.api.in_group(group), LONG_S)
    assert town.api.messages_to(group) == []


def test_inline(town: Town) -> None:
    """Results for who is paired; nothing for others, of whom Telegram hears nothing back."""
    mallory = town.api.inline(town.api.user("Mallory"), HONEY)
    query = town.api.inline(town.owner, HONEY)
    town.api.wait_for(lambda: query.query_id in _inline(town), LONG_S)
    texts = [str(result) for result in _inline(town)[query.query_id]]
    assert any(HONEY_SAID in text for text in texts)
    assert mallory.query_id not in _inline(town)


def test_an_edit_of_a_note_is_in_the_answers(town: Town) -> None:
    """Without a command: the folder is followed while questions are answered."""
    note = town.program.home / "briefings" / "harbor.md"
    note.write_text("# Harbor\n\nThe harbor of Wexmouth opens on Monday.\n", encoding="utf-8")
    question = "when does the harbor of Wexmouth open?"
    town.api.wait_for(lambda: "opens on Monday" in town.program.say(town.owner, question).text, LONG_S)
    note.write_text("# Harbor\n\nThe harbor of Wexmouth opens on Tuesday.\n", encoding="utf-8")
    town.api.wait_for(lambda: "opens on Tuesday" in town.program.say(town.owner, question).text, LONG_S)
    note.unlink()
    town.api.wait_for(lambda: "Wexmouth opens" not in town.program.say(town.owner, question).text, LONG_S)


def test_troubles_that_pass_are_not_seen(town: Town) -> None:
    """Too many requests, a broken proxy, dropped connections: each question is answered all the same."""
    for fault in (TooManyRequests(1), Broken(502), DropBefore()):
        town.api.faults.add("sendMessage", fault)
        assert HONEY_SAID in town.program.say(town.owner, HONEY).text
    for fault in (Broken(500), DropBefore(), DropAfter()):
        town.api.faults.add("getUpdates", fault)
        assert HONEY_SAID in town.program.say(town.owner, HONEY).text
    town.api.faults.add("sendChatAction", DropBefore())
    assert HONEY_SAID in town.program.say(town.owner, HONEY).text


def test_a_duplicate_update_is_answered_once(town: Town) -> None:
    """Telegram may send one again."""
    asked = town.api.say(town.owner, HONEY)
    town.api.reply_to(asked, LONG_S)
    town.api.duplicate(town.api.update_of(asked))
    town.program.say(town.owner, "/help")
    assert [_answers(message) for message in town.api.messages_to(town.owner)].count(asked.id) == 1


def _now(api: LocalBotApi, message: Message) -> Message:
    now = api.now(message)
    assert now is not None
    return now


def _inline(town: Town) -> dict[str, tuple[object, ...]]:
    return {answer.query_id: answer.results for answer in town.api.inline_results}


def _answers(message: Message) -> int:
    return 0 if message.reply_to is None else message.reply_to.id


@pytest.fixture(scope="session")
def picture() -> bytes:
    """Return a small picture."""
    import io

    from PIL import Image

    content = io.BytesIO()
    Image.new("RGB", (8, 8)).save(content, "PNG")
    return content.getvalue()
