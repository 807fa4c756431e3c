"""Updates are taken from who knows the path and the secret, and from nobody else."""

from __future__ import annotations

import logging
import shutil
import socket
import subprocess
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from scene_notes import HONEY, HONEY_SAID

from bot.secret import Secret
from bot.telegram.build import updates_wanted
from bot.telegram.errors import StateError, WebhookError
from bot.telegram.settings import TelegramSettings
from bot.telegram.webhook import MOST_BODY_BYTES, Webhook, path_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from bot_scene import Scene

SECRET = "a-secret-of-the-webhook-that-nobody-knows"  # noqa: S105 - opens nothing but this server
HEADER = "X-Telegram-Bot-Api-Secret-Token"


class Door:
    """A webhook that is open, and a bot behind it."""

    def __init__(self, scene: Scene, port: int) -> None:
        """Open it at a port."""
        self.scene = scene
        self.root = f"http://127.0.0.1:{port}"
        settings = TelegramSettings(api=scene.api.url, webhook_url=self.root, webhook_port=port)
        self.webhook = Webhook(scene.application, settings, Secret(SECRET))
        self.taken: list[int] = []

    def post(
        self, body: bytes | None = None, secret: str | None = SECRET, path: str | None = None, **update: object
    ) -> httpx.Response:
        """Return what comes of an update, or of a body as it is, that somebody brings."""
        headers = {} if secret is None else {HEADER: secret}
        address = self.root + (path_of(Secret(SECRET)) if path is None else path)
        if body is None:
            return httpx.post(address, headers=headers, json={"update_id": 5_000} | update, timeout=30)
        return httpx.post(address, headers=headers, content=body, timeout=30)


@pytest.fixture
def door(scene: Scene) -> Iterator[Door]:
    """Yield an open webhook."""
    opened = Door(scene, _free_port())
    scene.run(opened.webhook.open(updates_wanted(scene.parts)))
    yield opened
    scene.run(opened.webhook.close())


def test_telegram_brings_updates_and_they_are_answered(door: Door) -> None:
    """It is told the address, the secret and the kinds of updates; each update is confirmed once it is kept."""
    ada = door.scene.person()
    (call,) = door.scene.api.calls_of("setWebhook")
    assert call.parameters["url"] == door.root + path_of(Secret(SECRET))
    assert call.parameters["secret_token"] == SECRET
    assert call.parameters["allowed_updates"] == ["message", "edited_message", "callback_query", "my_chat_member"]
    asked = door.scene.api.say(ada, HONEY)
    assert HONEY_SAID in door.scene.api.reply_to(asked).text
    door.scene.api.wait_for(lambda: door.scene.api.pending == 0)


@pytest.mark.parametrize("secret", [None, "", SECRET[:-1], SECRET + "x", SECRET.upper(), "\xe9" * 40, "x" * 8_000])
def test_without_the_secret_nothing_is_taken(door: Door, secret: str | None) -> None:
    """Whoever knows the path."""
    ada = door.scene.person()
    encoded = None if secret is None else secret.encode("latin-1").decode("latin-1")
    headers = {} if encoded is None else {HEADER: encoded.encode("latin-1")}
    address = door.root + path_of(Secret(SECRET))
    answer = httpx.post(address, headers=headers, json=_question(ada.as_json()), timeout=30)
    assert (answer.status_code, answer.content) == (403, b"")
    assert _nothing_was_done(door)


@pytest.mark.parametrize("path", ["", "/", "/telegram", "/" + "0" * 64, "/..%2f", "/\xe9"])
def test_at_another_path_nothing_is_taken_or_told(door: Door, path: str) -> None:
    """Though the secret is right; nothing says what is served here."""
    ada = door.scene.person()
    answer = door.post(path=path, **_question(ada.as_json()))
    assert (answer.status_code, answer.content) == (404, b"")
    assert "server" not in answer.headers
    assert _nothing_was_done(door)


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "PATCH", "OPTIONS"])
def test_other_methods_are_refused(door: Door, method: str) -> None:
    """At the right path with the right secret."""
    answer = httpx.request(method, door.root + path_of(Secret(SECRET)), headers={HEADER: SECRET})
    assert (answer.status_code, answer.content) == (405, b"")
    assert "server" not in answer.headers


def test_a_body_that_is_too_long_is_refused_unread(door: Door) -> None:
    """One that says so of itself, and one that comes in pieces without saying how long it is."""
    address = door.root + path_of(Secret(SECRET))
    headers = {HEADER: SECRET}
    long = b" " * (MOST_BODY_BYTES + 1)
    for content in (long, iter([long])):
        try:
            status = httpx.post(address, headers=headers, content=content, timeout=30).status_code
        except httpx.TransportError:
            status = 400  # it hung up in the middle
        assert status == 400
    assert _nothing_was_done(door)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"not json",
        b"\xff\xfe",
        b"[]",
        b"5",
        b'"update_id"',
        b"null",
        b"{}",
        b'{"update_id": {}}',
        b'{"update_id": 5, "message": 7}',
        b'{"update_id": 5, "message": {"chat": []}}',
        b'{"update_id": 5, "message": {"message_id": 1, "date": 1e300, "chat": {"id": 1, "type": "private"}}}',
        b'{"update_id": 5, "message": {"message_id": 1, "date": "now", "chat": {"id": 1, "type": "private"}}}',
        b'{"update_id": 5, "callback_query": {"id": 1}}',
        b"[" * 100_000,
        b'{"a":' * 50_000,
    ],
)
def test_what_is_no_update_is_passed_over(door: Door, body: bytes) -> None:
    """It is confirmed, else it would come again and again; the next update is taken."""
    assert door.post(body).status_code == 200
    ada = door.scene.person()
    asked = door.scene.api.say(ada, HONEY)
    assert HONEY_SAID in door.scene.api.reply_to(asked).text


def test_an_update_of_a_stranger_goes_no_further_than_the_gate(door: Door) -> None:
    """The secret opens the door for Telegram and for nobody who writes through it."""
    mallory = door.scene.api.user("Mallory")
    door.scene.api.say(mallory, "hello")
    door.scene.api.wait_for(lambda: door.scene.api.messages_to(mallory))
    assert door.post(**_question(mallory.as_json())).status_code == 200
    door.scene.api.wait_for(lambda: door.scene.unfinished == 0)
    assert len(door.scene.api.messages_to(mallory)) == 1
    assert door.scene.parts.audit.latest(5) == ()


def test_a_replayed_update_is_answered_once(door: Door) -> None:
    """Whoever has seen one go by sends it again."""
    ada = door.scene.person()
    asked = door.scene.api.say(ada, HONEY)
    door.scene.api.reply_to(asked)
    (update,) = door.scene.api.updates
    for _ in range(3):
        assert door.post(**update).status_code == 200
    door.scene.deliver()
    assert len(door.scene.api.messages_to(ada)) == 1


def test_an_update_that_cannot_be_kept_comes_again(
    door: Door, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A full disk loses nothing: Telegram is not told that it came."""
    ada = door.scene.person()
    record = type(door.scene.parts.incoming).record

    def full(*_: object) -> bool:
        raise StateError("it cannot be used (database or disk is full)", "free the disk")

    monkeypatch.setattr(type(door.scene.parts.incoming), "record", full)
    asked = door.scene.api.say(ada, HONEY)
    door.scene.api.wait_for(lambda: "was not taken" in caplog.text)
    monkeypatch.setattr(type(door.scene.parts.incoming), "record", record)
    assert HONEY_SAID in door.scene.api.reply_to(asked).text


def test_neither_the_path_nor_the_secret_is_logged(
    door: Door, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At any level, whatever is sent, and when something breaks inside."""

    def broken(*_: object) -> bool:
        raise ZeroDivisionError

    with caplog.at_level(logging.DEBUG):
        door.post(b"not json")
        door.post(b"{}", secret="wrong")  # noqa: S106 - it is wrong
        door.post(b"{}", path="/elsewhere")
        door.post(b" " * (MOST_BODY_BYTES - 1))
        httpx.get(door.root + path_of(Secret(SECRET)))
        monkeypatch.setattr(type(door.scene.parts.incoming), "record", broken)
        assert door.post(**_question({"id": 1, "is_bot": False, "first_name": "A"})).status_code == 500
    ours = [record for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    logged = "\n".join(logging.Formatter().format(record) for record in ours)
    assert "ZeroDivisionError" in logged
    assert SECRET not in logged
    assert path_of(Secret(SECRET)) not in logged


def test_the_path_tells_nothing_of_the_secret() -> None:
    """Another secret has another path, and the same the same."""
    assert path_of(Secret(SECRET)) == path_of(Secret(SECRET)) != path_of(Secret(SECRET + "x"))
    assert SECRET not in path_of(Secret(SECRET))
    assert len(path_of(Secret(SECRET))) == 65


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of a socket that tornado forgets
def test_an_address_that_is_taken_is_an_error_that_names_it(scene: Scene) -> None:
    """And Telegram is not told of it."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(WebhookError, match=f"127.0.0.1:{port}"):
            scene.run(Door(scene, port).webhook.open([]))
    assert scene.api.calls_of("setWebhook") == []


def test_a_certificate_that_cannot_be_used_is_an_error(scene: Scene, tmp_path: Path) -> None:
    """Missing, or of another key."""
    wrong = tmp_path / "certificate.pem"
    wrong.write_text("no certificate", encoding="ascii")
    for file in (tmp_path / "missing.pem", wrong):
        settings = TelegramSettings(webhook_url="https://a.example", webhook_certificate=file, webhook_key=file)
        with pytest.raises(WebhookError, match=file.name):
            Webhook(scene.application, settings, Secret(SECRET))


def test_its_own_certificate_is_shown_and_given_to_telegram(scene: Scene, certificate: tuple[Path, Path]) -> None:
    """Without a proxy: what Telegram is told to trust is what it meets."""
    file, key = certificate
    port = _free_port()
    settings = TelegramSettings(
        api=scene.api.url,
        webhook_url=f"https://localhost:{port}",
        webhook_port=port,
        webhook_certificate=file,
        webhook_key=key,
    )
    webhook = Webhook(scene.application, settings, Secret(SECRET))
    scene.run(webhook.open(updates_wanted(scene.parts)))
    asked = scene.api.say(scene.person(), HONEY)
    assert HONEY_SAID in scene.api.reply_to(asked).text
    scene.run(webhook.close())


def _question(person: dict[str, object]) -> dict[str, Any]:
    chat = {"id": person["id"], "type": "private"}
    message = {"message_id": 1, "date": 1, "chat": chat, "from": person, "text": HONEY}
    return {"update_id": 5_000, "message": message}


def _nothing_was_done(door: Door) -> bool:
    """Return whether no update was kept or answered."""
    with door.scene.parts.database.reading() as connection:
        kept = connection.execute("SELECT count(*) FROM incoming").fetchone()[0]
    return kept == 0 and door.scene.api.calls_of("sendMessage") == []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """Return a certificate for this machine, and its key."""
    openssl = shutil.which("openssl")
    if openssl is None:
        pytest.skip("nothing here makes certificates")
    file, key = tmp_path / "certificate.pem", tmp_path / "key.pem"
    subprocess.run(
        [
            openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
            "-out", str(file), "-keyout", str(key),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return file, key
