"""The stand-in for Telegram can refuse, break, drop, wait, count and be gone."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from bot_calls import address, call, refused, result
from local_api import Broken, Delay, DropAfter, DropBefore, LocalBotApi, TooManyRequests, User
from local_api.faults import RateLimits
from local_api.refusal import RefusedError


@pytest.fixture
def ada(api: LocalBotApi) -> User:
    """Return a person who has written to the bot."""
    return api.say(api.user(), "/start").sender


def test_a_fault_meets_so_many_calls_of_its_method(api: LocalBotApi, ada: User) -> None:
    """And no others; what is refused for now is not done and is no wrong call."""
    api.faults.add("sendMessage", TooManyRequests(7), times=2)
    result(api, "getMe")
    for _ in range(2):
        response = httpx.post(address(api, "sendMessage"), data={"chat_id": ada.id, "text": "a"})
        assert (response.status_code, response.headers["Retry-After"]) == (429, "7")
        assert response.json()["parameters"] == {"retry_after": 7}
        assert response.json()["description"] == "Too Many Requests: retry after 7"
    result(api, "sendMessage", chat_id=ada.id, text="a")
    assert [sent.status for sent in api.calls_of("sendMessage")] == [429, 429, 200]


def test_a_fault_can_choose_its_calls(api: LocalBotApi, ada: User) -> None:
    """By what they say; without a number it lasts until it is cleared."""
    api.faults.add(
        "*", TooManyRequests(), times=None, when=lambda call: call.parameters.get("text") == "a" and api.pending == 1
    )
    for _ in range(3):
        assert call(api, "sendMessage", chat_id=ada.id, text="a").status == 429
    result(api, "sendMessage", chat_id=ada.id, text="b")
    api.faults.clear()
    result(api, "sendMessage", chat_id=ada.id, text="a")


@pytest.mark.parametrize("status", [500, 502])
def test_a_broken_call_gets_a_page_of_html(api: LocalBotApi, ada: User, status: int) -> None:
    """As from a proxy; nothing was done."""
    api.faults.add("sendMessage", Broken(status))
    response = httpx.post(address(api, "sendMessage"), data={"chat_id": ada.id, "text": "a"})
    assert response.status_code == status
    assert response.text.startswith("<html>")
    assert api.calls[-1].status == status
    assert len(api.history(ada)) == 1


@pytest.mark.parametrize(("fault", "done"), [(DropBefore(), 0), (DropAfter(), 1)])
def test_a_dropped_call_is_done_or_not(api: LocalBotApi, ada: User, fault: DropBefore | DropAfter, done: int) -> None:
    """The bot can't tell which."""
    api.faults.add("sendMessage", fault)
    with pytest.raises(httpx.RemoteProtocolError):
        call(api, "sendMessage", chat_id=ada.id, text="a")
    assert len(api.history(ada)) == 1 + done
    assert api.calls[-1].status == 0
    result(api, "sendMessage", chat_id=ada.id, text="a")


def test_a_delayed_call_is_done_though_nobody_waits(api: LocalBotApi, ada: User) -> None:
    """As where a bot gives up on a slow answer."""
    api.faults.add("sendMessage", Delay(0.3))
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(
            address(api, "sendMessage"), data={"chat_id": ada.id, "text": "a"}, timeout=httpx.Timeout(20, read=0.05)
        )
    api.wait_for(lambda: len(api.history(ada)) == 2)


def test_a_download_can_fail_too(api: LocalBotApi) -> None:
    """Under the name `download`."""
    sent = api.send_document(api.user(), "note.md", b"words")
    path = result(api, "getFile", file_id=sent.document.file_id if sent.document else "")["file_path"]
    api.faults.add("download", DropBefore())
    with pytest.raises(httpx.RemoteProtocolError):
        httpx.get(f"{api.url}/file/bot{api.token}/{path}")
    assert httpx.get(f"{api.url}/file/bot{api.token}/{path}").content == b"words"


def test_it_can_be_gone_and_come_back(api: LocalBotApi, ada: User) -> None:
    """Calls that wait are cut off, none is taken, and all that it held is there again on the same port."""
    result(api, "getUpdates", offset=-1)
    with ThreadPoolExecutor() as pool:
        poll = pool.submit(call, api, "getUpdates", offset=api.updates[-1]["update_id"] + 1, timeout=20)
        api.wait_for(lambda: api.polled)
        url = api.url
        api.go_away()
        with pytest.raises(httpx.TransportError):
            poll.result()
    with pytest.raises(httpx.ConnectError):
        call(api, "getMe")
    said = api.say(api.user(), "while it was gone")
    api.come_back()
    assert api.url == url
    assert result(api, "getUpdates")[-1]["update_id"] == api.update_of(said)


def test_rates_count_once_they_are_on(api: LocalBotApi, ada: User) -> None:
    """A chat takes a burst and then one a second; what is refused says when to come again."""
    for _ in range(5):
        result(api, "sendMessage", chat_id=ada.id, text="a")
    api.rates.on = True
    answers = (call(api, "sendMessage", chat_id=ada.id, text="a") for _ in range(50))
    late = next(answer for answer in answers if answer.status != 200)
    assert [sent.status for sent in api.calls_of("sendMessage")][5:8] == [200] * 3
    assert late.status == 429
    assert 1 <= late.body["parameters"]["retry_after"] <= 3
    result(api, "sendChatAction", chat_id=ada.id, action="typing")


def test_a_chat_takes_one_message_a_second_after_a_burst() -> None:
    """Of three, by a clock of the test's own."""
    assert [at for at in range(20) if _fits(rates := RateLimits(on=True, burst=3), 1, [0.0] * at)] == [0, 1, 2]
    assert rates.burst == 3


def test_a_group_takes_twenty_a_minute() -> None:
    """However slowly they come; a private chat takes more."""
    sent = [3.0 * place for place in range(20)]
    assert not _fits(RateLimits(on=True), -1, sent, now=59.9)
    assert _fits(RateLimits(on=True), -1, sent, now=60.1)
    assert _fits(RateLimits(on=True), 1, sent, now=59.9)


def test_all_chats_together_take_thirty_a_second() -> None:
    """Each of another chat."""
    rates = RateLimits(on=True)
    for chat in range(30):
        rates.check(chat, 0.0)
    with pytest.raises(RefusedError, match="retry after 1"):
        rates.check(31, 0.5)
    rates.check(31, 1.1)


def test_a_wait_that_is_never_over_says_what_the_bot_did(api: LocalBotApi) -> None:
    """The failure names the last calls."""
    refused(api, "getChat", "chat not found", chat_id=5)
    with pytest.raises(AssertionError, match=r"getChat\(chat_id=5\): 400"):
        api.wait_for(lambda: False, timeout=0.1)


def test_calls_are_written_down_in_order(api: LocalBotApi, ada: User) -> None:
    """With their parameters as the specification types them, and when they came."""
    before = time.monotonic()
    result(api, "sendChatAction", chat_id=ada.id, action="typing")
    result(api, "sendMessage", chat_id=ada.id, text="a")
    first, second = api.calls
    assert (first.method, first.parameters) == ("sendChatAction", {"chat_id": ada.id, "action": "typing"})
    assert before <= first.at <= second.at
    assert second.result["text"] == "a"


def _fits(rates: RateLimits, chat_id: int, sent: list[float], now: float = 0.0) -> bool:
    """Return whether one more message fits after some at such times."""
    for at in sent:
        try:
            rates.check(chat_id, at)
        except RefusedError:
            return False
    try:
        rates.check(chat_id, now)
    except RefusedError:
        return False
    return True
