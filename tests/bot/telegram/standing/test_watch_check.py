"""Chats are told when a briefing answers better, once, and nothing that is not for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot_scene import SAY
from scene_notes import BOAT, FERRY, FERRY_SAID, HONEY, NOTES

from bot.telegram.access import Binding
from bot.telegram.library import HURRY_FROM
from bot.telegram.phrases import load_phrases
from bot.telegram.standing import watch_check
from bot.telegram.standing.news import ALL_MAY_BE_NEW, NO_NEWS
from bot.telegram.state.preferences import Preferences
from bot.telegram.state.watches import Told
from index import Filters

if TYPE_CHECKING:
    import pytest
    from local_api.people import Chat, User
    from standing_scene import StandingScene

    from bot.telegram.state.watches import Watch

DENTIST = "when does the dentist open?"
OPENS = "The dentist opens on 4 May 2026 in Harbor Street."
NOTE = f"# Dentist\n\n{OPENS}\n"


def watch(standing: StandingScene, person: User, question: str = DENTIST, chat: Chat | None = None) -> Watch:
    """Return the watch that a person begins."""
    standing.scene.answer(person, f"/watch {question}", chat)
    return standing.scene.parts.watches.of_person(person.id)[-1]


def watches(standing: StandingScene, person: User) -> int:
    """Return how many questions a person watches."""
    return len(standing.scene.parts.watches.of_person(person.id))


def test_an_answer_after_none_is_told_once(standing: StandingScene) -> None:
    """With the question, the sentence, its place and the buttons of an answer; later changes of others are no news."""
    ada = standing.scene.person()
    watch(standing, ada)
    news = standing.write("dentist.md", NOTE)
    (told,) = standing.told(ada, lambda: standing.look(news))
    assert told.text.startswith(f"{SAY('watch.answered')}\n{DENTIST}\n\n{OPENS}\n")
    assert "dentist.md:3" in told.text
    assert {"Context", "Source", "Keep", SAY("watch.stop")} <= set(told.buttons)
    assert standing.told_of(ada, news) == []
    assert standing.told_of(ada, standing.write("other.md", "# Other\n\nNothing of it.\n")) == []
    assert standing.told_of(ada, ALL_MAY_BE_NEW) == []


def test_a_changed_answer_is_told_as_better(standing: StandingScene) -> None:
    """What was told no longer stands."""
    ada = standing.scene.person()
    standing.write("dentist.md", NOTE)
    watch(standing, ada)
    (told,) = standing.told_of(ada, standing.replace("dentist.md", "4 May", "11 June"))
    assert told.startswith(f"{SAY('watch.better')}\n{DENTIST}\n\n{OPENS.replace('4 May', '11 June')}\n")


def test_the_same_words_elsewhere_are_not_told(standing: StandingScene) -> None:
    """A briefing that is renamed or copied answers as before, and so does one that went and came back."""
    ada = standing.scene.person()
    standing.write("dentist.md", NOTE)
    watch(standing, ada)
    assert standing.told_of(ada, standing.move("dentist.md", "health/dentist.md")) == []
    assert standing.told_of(ada, standing.write("copy.md", NOTE)) == []
    for source in ("health/dentist.md", "copy.md"):
        assert standing.told_of(ada, standing.remove(source)) == []
    assert not standing.scene.parts.watches.of_person(ada.id)[0].told.answered
    assert standing.told_of(ada, standing.write("dentist.md", NOTE)) == []


def test_another_sentence_is_told_only_from_a_briefing_that_is_new(standing: StandingScene) -> None:
    """The next best of old takes the place of one that went without a word."""
    ada = standing.scene.person()
    standing.write("dentist.md", NOTE)
    standing.write("old.md", "# Old\n\nThe dentist opens on 9 September 2021, as far as is known in the harbor.\n")
    first = watch(standing, ada).told
    gone = first.citation.partition("#")[0]
    assert standing.told_of(ada, standing.remove(gone)) == []
    assert standing.scene.parts.watches.of_person(ada.id)[0].told.answered


def test_at_the_start_a_briefing_that_was_seen_before_is_not_new(standing: StandingScene) -> None:
    """Nobody knows then what has changed; a briefing that was not seen, or in another state, may be."""
    ada = standing.scene.person()
    begun = watch(standing, ada, FERRY)
    unlike = Told(answered=True, citation=begun.told.citation, confidence=0.0, words=("other",), seen=begun.told.seen)
    standing.scene.parts.watches.tell(begun.id, unlike)
    assert standing.told_of(ada, ALL_MAY_BE_NEW) == []
    standing.scene.parts.watches.tell(begun.id, Told(True, begun.told.citation, 0.0, ("other",), ()))
    assert len(standing.told_of(ada, ALL_MAY_BE_NEW)) == 1


def test_a_briefing_that_is_being_changed_again_is_not_told(standing: StandingScene) -> None:
    """What stands on disk is no longer what is known of it: the news of that are on their way."""
    ada = standing.scene.person()
    before = watch(standing, ada)
    news = standing.write("dentist.md", NOTE)
    (standing.briefings.folder / "dentist.md").write_text("# Dentist\n\nSecret.\n", encoding="utf-8")
    assert standing.told_of(ada, news) == []
    assert standing.scene.parts.watches.find(before.id) == before


def test_what_is_told_is_kept_for_its_buttons_and_the_audit(standing: StandingScene) -> None:
    """It can be kept by a reply like any answer."""
    ada = standing.scene.person()
    watch(standing, ada)
    news = standing.write("dentist.md", NOTE)
    (told,) = standing.told(ada, lambda: standing.look(news))
    (said,) = standing.scene.say(ada, "/keep", reply_to=told)
    assert said.text == SAY("keep.kept")
    (row,) = standing.scene.parts.audit.latest(1)
    assert (row.question, row.person, row.answered, len(row.citations)) == (DENTIST, ada.id, True, 1)
    assert standing.scene.press(ada, told, SAY("watch.stop")) == SAY("watch.stopped")
    assert watches(standing, ada) == 0


def test_a_chat_is_told_in_the_language_of_the_person(standing: StandingScene, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one they chose, or else the one that they were answered in."""
    asked: list[str] = []
    monkeypatch.setattr(watch_check, "load_phrases", lambda code: asked.append(code) or load_phrases(code))
    ada = standing.scene.person()
    watch(standing, ada)
    standing.look(standing.write("dentist.md", NOTE))
    standing.scene.parts.book.preferences.keep(ada.id, Preferences(language="tlh"))
    standing.look(standing.replace("dentist.md", "4 May", "11 June"))
    assert asked == ["en", "tlh"]


def test_what_is_above_a_person_is_not_told(standing: StandingScene) -> None:
    """A briefing that they may not see answers nothing of theirs, old or new."""
    ada = standing.scene.person(binding=Binding(ceiling="RESTRICTED"))
    watch(standing, ada, BOAT)
    secret = f"---\nclassification: SECRET\n---\n\n{NOTE}"
    watch(standing, ada)
    assert standing.told_of(ada, standing.write("dentist.md", secret)) == []
    assert standing.told_of(ada, standing.replace("defence/patrol.md", "3 March", "4 March")) == []
    assert len(standing.told_of(ada, standing.replace("dentist.md", "SECRET", "RESTRICTED"))) == 1


def test_a_group_is_told_what_it_is_bound_to(standing: StandingScene) -> None:
    """Though the person may see more, and is told more in private."""
    ada = standing.scene.person()
    group = standing.scene.group(ada, binding=Binding(sources=("transport/*",)))
    watch(standing, ada, chat=group)
    watch(standing, ada)
    news = standing.write("dentist.md", NOTE)
    assert standing.told_of(group, news) == []
    assert len(standing.scene.api.messages_to(ada)) == 2
    assert len(standing.told_of(group, standing.write("transport/dentist.md", NOTE.replace("Harbor", "Ferry")))) == 1


def test_a_revoked_person_is_told_nothing_and_watches_nothing(standing: StandingScene) -> None:
    """In private; what they watched is gone when they are paired again."""
    ada = standing.scene.person()
    watch(standing, ada)
    standing.scene.parts.book.pairings.revoke(ada.id)
    assert standing.told_of(ada, standing.write("dentist.md", NOTE)) == []
    assert watches(standing, ada) == 0


def test_a_closed_group_is_told_nothing(standing: StandingScene) -> None:
    """Until it is opened again; what somebody watched there who is not paired at all is gone."""
    ada, eve = standing.scene.person(), standing.scene.person(role=None, name="Eve")
    group = standing.scene.group(ada, eve)
    for person in (ada, eve):
        watch(standing, person, chat=group)
    standing.scene.parts.book.groups.disallow(group.id)
    assert standing.told_of(group, standing.write("dentist.md", NOTE)) == []
    assert (watches(standing, ada), watches(standing, eve)) == (1, 0)
    standing.scene.parts.book.groups.allow(group.id, ada.id, standing.scene.clock.at)
    assert len(standing.told_of(group, ALL_MAY_BE_NEW)) == 1


def test_somebody_who_is_bound_otherwise_meanwhile_is_told_by_that(
    standing: StandingScene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was found out by other bounds is not sent."""
    ada, library = standing.scene.person(), standing.scene.parts.library
    watch(standing, ada)
    ask = type(library).ask_with_care

    async def bound_meanwhile(self: object, *given: object) -> object:
        answer = await ask(self, *given)  # type: ignore[arg-type]
        standing.scene.parts.book.pairings.bind(ada.id, Binding(sources=("transport/*",)))
        return answer

    news = standing.write("dentist.md", NOTE)
    monkeypatch.setattr(type(library), "ask_with_care", bound_meanwhile)
    assert standing.told_of(ada, news) == []


def test_a_watch_that_has_ended_meanwhile_is_not_told(standing: StandingScene, monkeypatch: pytest.MonkeyPatch) -> None:
    """The person has just taken it back; one that is long gone is not asked at all."""
    ada, parts = standing.scene.person(), standing.scene.parts
    begun = watch(standing, ada)
    ask = type(parts.library).ask_with_care

    async def ended_meanwhile(self: object, *given: object) -> object:
        parts.watches.remove(begun.id, ada.id)
        return await ask(self, *given)  # type: ignore[arg-type]

    news = standing.write("dentist.md", NOTE)
    with monkeypatch.context() as patch:
        patch.setattr(type(parts.library), "ask_with_care", ended_meanwhile)
        assert standing.told_of(ada, news) == []
    assert standing.told(ada, lambda: standing.scene.run(standing.check_watch(begun.id, news))) == []


def test_a_watch_is_asked_from_where_it_stands_now(standing: StandingScene) -> None:
    """What was told is followed when its briefing changes elsewhere, so that it still counts as standing."""
    ada = standing.scene.person()
    begun = watch(standing, ada, FERRY)
    assert FERRY_SAID in NOTES["transport/ferry.md"]
    for line in ("One.", "Two."):
        assert (
            standing.told_of(ada, standing.replace("transport/ferry.md", "# The ferry\n", f"# The ferry\n\n{line}\n"))
            == []
        )
    now = standing.scene.parts.watches.find(begun.id)
    assert now is not None
    (check,) = standing.briefings.indexed.check([now.told.citation])
    assert check.text == FERRY_SAID
    assert standing.told_of(ada, NO_NEWS) == []


def test_what_was_told_is_followed_where_another_sentence_is_the_best(standing: StandingScene) -> None:
    """A briefing that denies it later denies it where it stands then."""
    ada = standing.scene.person()
    begun = watch(standing, ada, FERRY)
    other = Told(answered=True, citation=begun.told.citation, confidence=1.0, words=("other",), seen=begun.told.seen)
    standing.scene.parts.watches.tell(begun.id, other)
    standing.look(standing.replace("transport/ferry.md", "# The ferry\n", "# The ferry\n\nOne.\n"))
    now = standing.scene.parts.watches.find(begun.id)
    assert now is not None
    assert now.told.citation != begun.told.citation
    (check,) = standing.briefings.indexed.check([now.told.citation])
    assert (check.text, check.now) == (FERRY_SAID, None)


def test_what_took_the_place_of_what_was_told_is_not_taken_for_it(standing: StandingScene) -> None:
    """The words that were told no longer stand, however like them others are."""
    ada = standing.scene.person()
    honey, ferry = watch(standing, ada, HONEY).told, watch(standing, ada, FERRY)
    told = Told(answered=True, citation=honey.citation, confidence=1.0, words=("other",), seen=ferry.told.seen)
    standing.scene.parts.watches.tell(ferry.id, told)
    news = standing.replace("trade/honey.md", "1 August 2022", "1 May 2023")
    standing.scene.run(standing.check_watch(ferry.id, news))
    now = standing.scene.parts.watches.find(ferry.id)
    assert now is not None
    assert now.told.citation == honey.citation


def test_a_watched_question_is_looked_into_however_many_wait(standing: StandingScene) -> None:
    """What is held against what was told must not be less sure for the hurry."""
    library = standing.scene.parts.library
    library._waiting = HURRY_FROM + 1
    careful = standing.scene.run(library.ask_with_care(FERRY, 3, Filters()))
    hurried = standing.scene.run(library.ask_alone(FERRY, 3, Filters()))
    assert careful.working is not None
    assert hurried.working is not None
    assert careful.working.closer is not None
    assert hurried.working.closer is None
