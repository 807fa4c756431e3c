"""`@bot question` in any chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from scene_notes import FERRY, HONEY, HONEY_SAID
from telegram_parser import parse_html

from bot.telegram.handlers.inline import CACHE_SECONDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from bot_scene import Scene


@pytest.fixture
def inline_scene(stage: Callable[..., Scene]) -> Scene:
    """Return a bot that is answered inline."""
    scene = stage(inline=True)
    scene.api.powers.supports_inline_queries = True
    return scene


def test_results_are_sentences_for_the_person_alone(inline_scene: Scene) -> None:
    """Each a whole message with its source; kept by Telegram for a few seconds."""
    ada = inline_scene.person()
    result = inline_scene.inline(ada, HONEY)[0]
    assert HONEY_SAID in (parse_html(result["input_message_content"]["message_text"]).quotes)[0]
    assert result["title"] == HONEY_SAID
    assert result["description"] == "trade/honey.md"
    (answer,) = inline_scene.api.inline_results
    assert (answer.personal, answer.cache_time) == (True, CACHE_SECONDS)
    assert [row.question for row in inline_scene.parts.audit.latest(5)] == [HONEY]


@pytest.mark.parametrize("question", ["", "honey", "a" * 501, "?" * 20, "what is the capital of Mongolia?"])
def test_what_is_no_question_or_has_no_answer_has_no_results(inline_scene: Scene, question: str) -> None:
    """Too short, too long, or not in the briefings."""
    assert inline_scene.inline(inline_scene.person(), question) == []
    assert len(inline_scene.api.inline_results) == 1


def test_of_a_question_that_is_being_typed_the_last_state_is_answered(inline_scene: Scene) -> None:
    """Whoever typed on waits for no earlier one, and each is asked once."""
    ada = inline_scene.person()
    queries = [inline_scene.api.inline(ada, HONEY[:length]) for length in (15, 25, len(HONEY))]
    inline_scene.deliver_at_once()
    assert [answer.query_id for answer in inline_scene.api.inline_results] == [queries[-1].query_id]
    assert [row.question for row in inline_scene.parts.audit.latest(5)] == [HONEY]


def test_a_query_that_telegram_has_given_up_is_no_error(inline_scene: Scene) -> None:
    """It waits for a few seconds only."""
    inline_scene.api.expect_refused("answerInlineQuery", "query is too old")
    inline_scene.api.inline(inline_scene.person(), HONEY)
    inline_scene.api.put_clock_forward(60)
    inline_scene.deliver()
    assert inline_scene.api.inline_results == []
    assert inline_scene.errors == []


def test_an_inline_question_is_no_part_of_a_conversation(inline_scene: Scene) -> None:
    """Nothing follows it."""
    ada = inline_scene.person()
    inline_scene.inline(ada, FERRY)
    assert not inline_scene.answer(ada, "and how many passengers does it carry?").text.startswith("Understood as")
