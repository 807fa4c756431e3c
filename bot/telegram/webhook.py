"""A webhook: Telegram brings updates to a path that cannot be guessed, with a secret that is compared in constant time.

The library's own webhook compares the secret by `!=`, and takes a body of any length.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import ssl
from http import HTTPStatus
from typing import TYPE_CHECKING

from telegram import Update
from tornado.httpserver import HTTPServer
from tornado.web import Application, HTTPError, RequestHandler

from bot.telegram.errors import WebhookError
from bot.telegram.inbox import NotKeptError

if TYPE_CHECKING:
    from types import TracebackType

    from telegram import Bot

    from bot.secret import Secret
    from bot.telegram.context import BotApplication
    from bot.telegram.settings import TelegramSettings

_log = logging.getLogger(__name__)

MOST_BODY_BYTES = 1_000_000
"""More than any update takes: a text has 4,096 characters."""
MOST_CONNECTIONS = 40
# What is raised of what is no update: of a wrong type, without a field, with a time out of range, too deep.
_UNREADABLE = (ArithmeticError, AttributeError, LookupError, OSError, RecursionError, TypeError, ValueError)
_HEADER = "X-Telegram-Bot-Api-Secret-Token"


def path_of(secret: Secret) -> str:
    """Return the path that updates are brought to: nobody who does not know the secret can guess it."""
    return "/" + hmac.digest(secret.reveal().encode(), b"path of the webhook", "sha256").hex()


class Webhook:
    """Takes updates in until it is closed."""

    def __init__(self, application: BotApplication, settings: TelegramSettings, secret: Secret) -> None:
        """Take updates for `application`, as the settings say."""
        self._application = application
        self._settings = settings
        self._secret = secret
        web = Application(
            [(path_of(secret), _Handler, {"taker": application, "secret": secret})],
            default_handler_class=_Elsewhere,
            log_function=_quiet,
        )
        self._server = HTTPServer(
            web, ssl_options=_certificate(settings), max_body_size=MOST_BODY_BYTES, max_header_size=16_384
        )

    async def open(self, allowed_updates: list[str]) -> None:
        """Listen, and tell Telegram where.

        Raises:
            WebhookError: the address cannot be listened at.
            TelegramError: Telegram does not take it.
        """
        settings = self._settings
        try:
            self._server.listen(settings.webhook_port, settings.webhook_listen)
        except OSError as error:
            place = f"{settings.webhook_listen}:{settings.webhook_port}"
            raise WebhookError(
                f"the webhook cannot listen at {place} ({error.strerror})",
                "choose another webhook_listen or webhook_port",
            ) from error
        certificate = settings.webhook_certificate
        await self._application.bot.set_webhook(
            f"{settings.webhook_url}{path_of(self._secret)}",
            certificate=None if certificate is None else certificate.read_bytes(),
            max_connections=MOST_CONNECTIONS,
            allowed_updates=allowed_updates,
            secret_token=self._secret.reveal(),
        )

    async def close(self) -> None:
        """Stop listening. Telegram keeps what comes meanwhile, and brings it to the next process."""
        self._server.stop()
        await self._server.close_all_connections()


class _Handler(RequestHandler):
    """Takes one update."""

    def initialize(self, taker: BotApplication, secret: Secret) -> None:
        self._taker = taker
        self._digest = hashlib.sha256(secret.reveal().encode()).digest()

    def set_default_headers(self) -> None:
        self.clear_header("Server")

    async def post(self) -> None:
        given = hashlib.sha256(self.request.headers.get(_HEADER, "").encode("utf-8", "replace")).digest()
        if not hmac.compare_digest(given, self._digest):
            _log.warning("an update without the secret was refused")
            raise HTTPError(HTTPStatus.FORBIDDEN)
        try:
            update = _read(self.request.body, self._taker.bot)
        except _UNREADABLE as error:
            # Taken all the same: Telegram would bring it again and again, and nothing behind it.
            _log.warning("an update that cannot be read was passed over: %s", type(error).__name__)
            return
        try:
            await self._taker.update_queue.put(update)
        except NotKeptError as error:
            _log.warning("an update was not taken, and will come again: %s", error.message)
            raise HTTPError(HTTPStatus.SERVICE_UNAVAILABLE) from None

    def log_exception(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if not isinstance(error, HTTPError):  # without the request, whose path is a secret
            _log.error("an update could not be taken", exc_info=error)

    def write_error(self, status_code: int, **_: object) -> None:
        self.set_status(status_code)
        self.finish()


def _read(body: bytes, bot: Bot) -> Update:
    """Return the update that a body holds; raises one of _UNREADABLE where it holds none."""
    update = Update.de_json(json.loads(body), bot)
    if not isinstance(update.update_id, int):
        raise TypeError
    return update


class _Elsewhere(RequestHandler):
    """Says nothing of what is served here, at any other path."""

    def set_default_headers(self) -> None:
        self.clear_header("Server")

    def prepare(self) -> None:
        self.set_status(HTTPStatus.NOT_FOUND)
        self.finish()


def _certificate(settings: TelegramSettings) -> ssl.SSLContext | None:
    if settings.webhook_certificate is None or settings.webhook_key is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(settings.webhook_certificate, settings.webhook_key)
    except (OSError, ssl.SSLError) as error:
        reason = getattr(error, "strerror", None) or "they do not belong together"
        raise WebhookError(
            f"the certificate {settings.webhook_certificate} and its key cannot be used ({reason})",
            "correct webhook_certificate and webhook_key",
        ) from error
    return context


def _quiet(_: RequestHandler) -> None:
    """Log nothing of a request: its path is a secret."""
