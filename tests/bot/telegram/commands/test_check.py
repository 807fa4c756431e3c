"""`briefbot telegram check`: what is in order, what is missing, and the step that mends it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from local_api import Broken

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from done import Done
    from local_api import LocalBotApi


def test_bot_in_order_is_said_to_be(telegram: Callable[..., Done], api: LocalBotApi, owner: int) -> None:
    """Its name, what reaches it in groups, who is paired, the briefings and the index; nothing is changed."""
    done = telegram("check")
    assert done.status == 0
    assert f"bot: @briefbot_test_bot (Briefbot), at {api.url}\n" in done.out
    assert "groups: group privacy mode is on" in done.out
    assert "tell @BotFather /setprivacy" in done.out
    assert "people: paired: 1 owner\n" in done.out
    assert "briefings: 1 briefing in briefings" in done.out
    assert "index: it is not made yet" in done.out
    assert [call.method for call in api.calls] == ["getMe", "getWebhookInfo"]


def test_program_gets_one_object(telegram: Callable[..., Done], owner: int) -> None:
    """The findings of `doctor --json`."""
    found = telegram("check", "--json").json()
    assert found["ok"] is True
    areas = [finding["area"] for finding in found["findings"]]
    assert list(dict.fromkeys(areas)) == [
        "token", "bot", "groups", "inline", "webhook", "people", "briefings", "model", "index",
    ]  # fmt: skip
    assert all(set(finding) == {"area", "level", "what", "todo"} for finding in found["findings"])


def test_without_an_owner_the_way_to_one_is_said(telegram: Callable[..., Done], home: Path) -> None:
    """It is no error: a bot is checked before anybody is paired. Nothing is made."""
    done = telegram("check")
    assert done.status == 0
    assert "people: there is no owner yet" in done.out
    assert "briefbot telegram pair" in done.out
    assert not (home / "state").exists()


def test_wrong_token_is_a_problem_and_the_other_checks_go_on(
    telegram: Callable[..., Done], api: LocalBotApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where to copy it from is said; neither that token nor another is shown."""
    monkeypatch.setattr(api, "token", api.token[:-1] + "Y")
    api.expect_refused("getMe", "Unauthorized")
    done = telegram("check", "--json")
    assert done.status == 2
    (bot,) = [finding for finding in done.json()["findings"] if finding["area"] == "bot"]
    assert bot["what"] == f"{api.url} does not know the token, or is no Bot API server"
    assert "@BotFather" in bot["todo"]
    assert "people: there is no owner yet" in telegram("check").out


def test_server_that_is_gone_is_a_problem(telegram: Callable[..., Done], api: LocalBotApi) -> None:
    """One line, without a traceback."""
    api.go_away()
    done = telegram("check")
    assert done.status == 2
    assert f"bot: {api.url} cannot be asked (httpx.ConnectError" in done.out
    assert "Traceback" not in done.out + done.err
    api.come_back()


def test_page_of_a_proxy_is_no_answer(telegram: Callable[..., Done], api: LocalBotApi) -> None:
    """Its words are not shown."""
    api.faults.add("getWebhookInfo", Broken(500))
    done = telegram("check")
    assert done.status == 2
    assert f"bot: {api.url} cannot be asked (Internal Server Error (500))\n" in done.out
    assert "nginx" not in done.out


def test_missing_token_is_a_problem(briefbot: Callable[..., Done]) -> None:
    """Other than for `doctor`, to which Telegram is a choice."""
    done = briefbot("telegram", "check")
    assert done.status == 2
    assert "problem  token: no token is set\n" in done.out
    assert briefbot("doctor").status == 0


def test_missing_briefings_are_a_problem(telegram: Callable[..., Done], home: Path) -> None:
    """As they are to `doctor`."""
    (home / "briefings" / "harbor.md").unlink()
    done = telegram("check")
    assert done.status == 2
    assert "problem  briefings: " in done.out


def test_wrong_setting_is_told_of_in_one_line(telegram: Callable[..., Done], home: Path) -> None:
    """Before anything is asked."""
    (home / "briefbot.toml").write_text("[telegram]\ninlin = true\n", encoding="utf-8")
    done = telegram("check")
    assert (done.status, done.out) == (2, "")
    assert (
        done.err == "briefbot: briefbot.toml has the unknown key 'telegram.inlin'; the nearest is 'telegram.inline'\n"
    )
