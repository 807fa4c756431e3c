"""Requests of HTTP: what is called, and every error as one line of JSON."""

from __future__ import annotations

import asyncio
import json
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from tornado.iostream import StreamClosedError
from tornado.web import Application, Finish, HTTPError, RequestHandler, stream_request_body

from bot.serving.openapi import load_openapi
from bot.serving.workers import TooLongError, TooManyError, too_long
from bot.stream import tell
from bot.wire import to_text
from index import BriefbotError, BusyError, DiskFullError, FolderError, QuestionError, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from types import TracebackType

    from bot.serving.gate import Gate, Refusal
    from bot.serving.house import House
    from bot.wire import Json

    Call = Callable[[object], Json]

BEAT_S = 0.5
"""How often one who waits is given a sign of life."""
_STATUS_OF = (
    (TooManyError, HTTPStatus.TOO_MANY_REQUESTS),
    ((QuestionError, SettingsError), HTTPStatus.BAD_REQUEST),
    ((TooLongError, BusyError, DiskFullError, FolderError), HTTPStatus.SERVICE_UNAVAILABLE),
)
_JSON = "application/json; charset=utf-8"


class _Handler(RequestHandler):
    """What all requests have in common."""

    def initialize(self, house: House, gate: Gate, call: Call | None = None, lists: Sequence[str] = ()) -> None:
        self.house = house
        self.gate = gate
        self.call = call or _nothing
        self.lists = lists

    def set_default_headers(self) -> None:
        self.clear_header("Server")
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")

    def prepare(self) -> None:
        refusal = self.refusal()
        if refusal is not None:
            self.fail(*refusal)

    def refusal(self) -> Refusal | None:
        """Return why a request is not answered; None where it is."""
        headers = self.request.headers
        return self.gate.refusal(headers.get("Host", ""), headers.get("Authorization", ""))

    def fail(self, status: int, message: str, **more: Json) -> None:
        """End a request with an error."""
        if status == HTTPStatus.UNAUTHORIZED:
            self.set_header("WWW-Authenticate", "Bearer")
        if status in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
            self.set_header("Retry-After", "1")
        self.set_status(status)
        self.reply(to_text({"error": message, **more}))
        raise Finish

    def reply(self, text: str) -> None:
        """End a request with one line of JSON."""
        self.set_header("Content-Type", _JSON)
        self.finish(text + "\n")

    async def answer(self, call: Call, given: object) -> None:
        """Reply what a call returns, made in a thread."""
        try:
            text = await self.house.workers.do(lambda: to_text(call(given)))
        except BriefbotError as error:
            self.fail(_status_of(error), str(error))
        self.reply(text)

    def write_error(self, status_code: int, **given: Any) -> None:  # noqa: ANN401 - as Tornado calls it
        error = given.get("exc_info", (None, None))[1]
        message = HTTPStatus(status_code).phrase.lower()
        if status_code == HTTPStatus.INTERNAL_SERVER_ERROR:
            message = f"this is a bug: {type(error).__name__}"
        self.reply(to_text({"error": message}))

    def log_exception(
        self, _kind: type[BaseException] | None, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        if not isinstance(
            error, HTTPError | StreamClosedError
        ):  # without the request: what is asked is nobody's business
            tell(f"a request could not be answered: {type(error).__name__}: {error}")


def _nothing(_: object) -> Json:
    return None


def _status_of(error: BriefbotError) -> HTTPStatus:
    return next((status for kind, status in _STATUS_OF if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)


class _Looked(_Handler):
    """A request that gives what it asks for in its address."""

    async def get(self) -> None:
        given: dict[str, object] = {}
        for name in self.request.query_arguments:
            values = self.get_query_arguments(name, strip=False)
            if name not in self.lists and len(values) > 1:
                self.fail(HTTPStatus.BAD_REQUEST, f"{name} is given {len(values)} times; give it once")
            given[name] = values if name in self.lists else values[0]
        await self.answer(self.call, given)


class _Described(_Looked):
    """A request for what costs nothing: it waits for no thread."""

    async def get(self) -> None:
        self.reply(to_text(self.call(None)))


@stream_request_body
class _Brought(_Handler):
    """A request that brings what it asks for as a JSON object.

    One that is refused is read to its end all the same: who is hung up on in the middle may never read why.
    """

    def prepare(self) -> None:
        self._body = bytearray()
        self._refusal = None
        if self.request.method == "POST":
            self._refusal = self.refusal()
        else:
            super().prepare()

    def refusal(self) -> Refusal | None:
        """Return why a request is not answered, as far as its head tells."""
        refusal = super().refusal()
        if refusal is not None or self.request.method != "POST":
            return refusal
        if self.request.headers.get("Content-Type", "").partition(";")[0].strip().lower() != "application/json":
            return HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "the body has to be JSON: send Content-Type: application/json"
        return None

    def data_received(self, chunk: bytes) -> None:
        most = self.house.limits.body_bytes
        if self._refusal is None and len(self._body) + len(chunk) > most:
            self._refusal = HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"the body has more than {most:,} bytes"
        if self._refusal is None:
            self._body += chunk

    def given(self) -> Any:  # noqa: ANN401 - whatever somebody sent
        """Return what the body holds."""
        if self._refusal is not None:
            self.fail(*self._refusal)
        try:
            return json.loads(self._body.decode())
        except (ValueError, RecursionError):
            self.fail(HTTPStatus.BAD_REQUEST, 'the body is no JSON; send an object such as {"question": "..."}')


class _Asked(_Brought):
    """A request of which a call makes the answer."""

    async def post(self) -> None:
        await self.answer(self.call, self.given())


class _Door(_Brought):
    """A question of `briefbot ask`, which prints what it gets as if it had answered itself."""

    async def post(self) -> None:
        letter = self.given()
        try:
            refusal = self.house.refusal(letter)
            if refusal is not None:
                self.fail(HTTPStatus.CONFLICT, refusal[0], tell=refusal[1])
            work = self.house.workers.begin(lambda: to_text({"reply": self.house.reply(letter)}))
        except (LookupError, TypeError, ValueError):
            self.fail(HTTPStatus.BAD_REQUEST, "this is no letter")
        except BriefbotError as error:
            self.fail(_status_of(error), str(error))
        try:
            self.finish(await self._end_of(work) + "\n")
        except StreamClosedError:  # nobody waits any more
            work.cancel()

    async def _end_of(self, work: asyncio.Future[str]) -> str:
        """Return the last line of an answer, giving signs of life until then."""
        loop = asyncio.get_running_loop()
        count, _ = self.house.progress.since(0)
        end = loop.time() + self.house.limits.seconds
        while not (await asyncio.wait({work}, timeout=BEAT_S))[0]:
            count, step = self.house.progress.since(count)
            self.write(to_text({"progress": None if step is None else [*step]}) + "\n")
            await self.flush()
            if step is not None:
                end = loop.time() + self.house.limits.seconds
            if loop.time() > end:
                work.cancel()
                return to_text({"error": str(too_long(self.house.limits)), "tell": True})
        try:
            return work.result()
        except BriefbotError:  # who asked answers alone, and comes to the same end
            return to_text({"error": "", "tell": False})
        except Exception as error:  # noqa: BLE001 - a bug of this process, which another may not have
            tell(f"a question could not be answered: {type(error).__name__}: {error}")
            return to_text({"error": f"the process behind the door failed ({type(error).__name__})", "tell": True})


class _Elsewhere(_Handler):
    """Any other path."""

    def prepare(self) -> None:
        super().prepare()
        self.fail(HTTPStatus.NOT_FOUND, "there is nothing at this path; /openapi.json lists what there is")


def application(house: House, gate: Gate, *, door: bool) -> Application:
    """Return what answers requests that come in by one way.

    Args:
        house: what they are answered with.
        gate: who may come in.
        door: whether `briefbot ask` comes in there.
    """
    shared = {"house": house, "gate": gate}
    desk = house.desk
    routes: list[tuple[str, type[RequestHandler], dict[str, object]]] = [
        ("/ask", _Asked, shared | {"call": desk.ask}),
        ("/verify", _Asked, shared | {"call": desk.verify}),
        ("/show", _Looked, shared | {"call": desk.show}),
        ("/sources", _Looked, shared | {"call": desk.sources, "lists": ("source", "tag")}),
        ("/status", _Looked, shared | {"call": desk.status}),
        ("/health", _Described, shared | {"call": house.health}),
        ("/openapi.json", _Described, shared | {"call": lambda _: load_openapi()}),
    ]
    if door:
        routes.append(("/door", _Door, shared))
    return Application(
        [*routes], default_handler_class=_Elsewhere, default_handler_args=shared, log_function=lambda _: None
    )
