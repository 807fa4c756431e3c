"""Requests of HTTP: answered as the commands print, and each that cannot be is told so in one line of JSON."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

import httpx
import pytest
from served import TOKEN, Served
from served_notes import BOAT, FERRY, HONEY, HONEY_SAID

from bot.wire import answer_to_json, to_text
from index import Filters

if TYPE_CHECKING:
    from collections.abc import Mapping


def error_of(response: httpx.Response) -> str:
    """Return what an error says; it is one line of JSON with nothing else in it."""
    text = response.text
    assert text.endswith("\n")
    assert text.count("\n") == 1
    told: dict[str, str] = json.loads(text)
    assert list(told) == ["error"]
    return told["error"]


def without_times(answer: Mapping[str, Any]) -> dict[str, Any]:
    """Return an answer without how long it took."""
    return {name: value for name, value in answer.items() if name != "timings_ms"}


def test_an_answer_is_what_the_command_prints(served: Served) -> None:
    """At the port and at the socket, field by field."""
    briefings = served.house.desk.briefings
    printed = json.loads(to_text(answer_to_json(briefings.ask(HONEY, top_k=2, filters=Filters(ceiling="RESTRICTED")))))
    for client in (served.at_port(), served.at_socket()):
        with client:
            response = client.post("/ask", json={"question": HONEY, "top_k": 2})
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "application/json; charset=utf-8"
        assert "Server" not in response.headers
        assert "Access-Control-Allow-Origin" not in response.headers
        assert without_times(response.json()) == without_times(printed)
        assert response.json()["answers"][0]["text"] == HONEY_SAID


def test_what_is_chosen_is_what_is_asked(served: Served) -> None:
    """Globs, dates, tags and an explanation go as the command's options do."""
    with served.at_socket() as client:
        only = client.post("/ask", json={"question": HONEY, "source": ["ferry*"], "since": "2023", "until": "2023-06"})
        assert {sentence["source"] for sentence in only.json()["answers"]} == {"ferry.md"}
        tagged = client.post("/ask", json={"question": FERRY, "tag": ["trade"], "explain": True}).json()["answers"]
        assert {sentence["source"] for sentence in tagged} == {"2022/honey.md"}
        assert all(sentence["explanation"]["rank"] for sentence in tagged)


def test_nothing_above_the_ceiling_leaves(served: Served) -> None:
    """A request may lower the ceiling, and never raises it: whatever it asks for."""
    with served.at_port() as client:
        for ceiling in (None, "SECRET", "TOP SECRET", "restricted"):
            given = {} if ceiling is None else {"ceiling": ceiling}
            answer = client.post("/ask", json={"question": BOAT, "top_k": 100, "explain": True} | given)
            sources = client.get("/sources", params=given)
            shown = client.get("/show", params={"source": "patrol.md"} | given)
            gone = client.post("/verify", json={"citations": ["patrol.md#90-100@12345678"]} | given)
            state = client.get("/status", params=given)
            told = answer.text + sources.text + state.text
            assert "estrel will" not in told
            assert "patrol.md" not in told
            assert shown.status_code == 400
            assert gone.json()["citations"][0]["standing"] == "gone"
            assert [each["source"] for each in sources.json()["sources"]] == ["2022/honey.md", "ferry.md"]
        low = client.get("/sources", params={"ceiling": "UNCLASSIFIED"})
        assert [each["source"] for each in low.json()["sources"]] == ["2022/honey.md"]
        assert "no classification" in error_of(client.get("/sources", params={"ceiling": "SECRT"}))


def test_a_briefing_is_shown_and_a_citation_of_it_stands(served: Served) -> None:
    """With the stretch that was asked for; and one that does not is said so."""
    with served.at_port() as client:
        sentence = client.post("/ask", json={"question": HONEY, "top_k": 1}).json()["answers"][0]
        at = f"{sentence['start']}-{sentence['end']}"
        shown = client.get("/show", params={"source": sentence["source"], "at": at}).json()
        assert shown["at"]["text"] == sentence["text"] == HONEY_SAID
        stands = client.post("/verify", json={"citations": [sentence["citation"]]}).json()
        assert stands["stands"] is True
        moved = sentence["citation"].replace("@", "1@")
        assert client.post("/verify", json={"citations": [moved], "text": HONEY_SAID}).json()["stands"] is False
        beyond = client.get("/show", params={"source": "ferry.md", "at": "1-99999"})
        assert "at is 1-99999, and ferry.md has" in error_of(beyond)


@pytest.mark.parametrize("authorization", ["", "Bearer", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN, "Bearer é"])
@pytest.mark.parametrize("path", ["/ask", "/show", "/sources", "/status", "/health", "/openapi.json", "/door", "/else"])
def test_without_the_token_nothing_is_told(served: Served, path: str, authorization: str) -> None:
    """Not even what there is."""
    headers = {"Authorization": authorization.encode("latin-1")} if authorization else {}
    response = httpx.get(served.root + path, headers=headers, timeout=60)
    assert response.status_code == 401
    assert response.headers["WWW-Authenticate"] == "Bearer"
    assert "token is missing or wrong" in error_of(response)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "[::1]:{port}", ""]
)
def test_this_machine_called_by_another_name_is_not_at_home(served: Served, host: str) -> None:
    """A web page can give it one, and would then read what is served here."""
    with served.at_port(Host=host.format(port=served.port)) as client:
        response = client.get("/health")
    assert response.status_code == 403
    assert "this machine alone" in error_of(response)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"", "no JSON"),
        (b"{", "no JSON"),
        (b"\xff", "no JSON"),
        (b"[" * 60_000, "no JSON"),
        (b"null", "no JSON object"),
        (b'["question"]', "no JSON object"),
        (b"{}", "question is missing"),
        (b'{"question": 3}', "question is no text"),
        (b'{"question": "  "}', "the question is empty"),
        (b'{"question": "a\\u0000b"}', "control character"),
        (b'{"question": "' + b"x" * 2_001 + b'"}', "question has 2,001 characters"),
        (b'{"question": "who", "top_k": 101}', "top_k is 101"),
        (b'{"question": "who", "top_k": true}', "top_k is True"),
        (b'{"question": "who", "since": "yesterday"}', "since is 'yesterday'"),
        (b'{"question": "who", "since": "2023", "until": "2022"}', "until 2022-12-31 is before since 2023-01-01"),
        (b'{"question": "who", "as_of": "2022"}', "history"),
        (b'{"question": "who", "source": "a"}', "source is no list"),
        (b'{"question": "who", "questoin": 1}', "the nearest is 'question'"),
        (b'{"question": "who", "explain": 1}', "explain is 1"),
    ],
)
def test_a_bad_question_is_told_of_in_one_line(served: Served, body: bytes, told: str) -> None:
    """With what to do, and the status of a bad request."""
    with served.at_port() as client:
        response = client.post("/ask", content=body, headers={"Content-Type": "application/json"})
    assert response.status_code == 400
    assert told in error_of(response)


def test_a_body_has_to_be_json_of_a_bounded_length(served: Served) -> None:
    """A form of a web page is none, and so is a book."""
    limit = served.house.limits.body_bytes
    with served.at_port() as client:
        form = client.post("/ask", data={"question": HONEY})
        assert form.status_code == 415
        assert "Content-Type" in error_of(form)
    with served.at_port() as client:
        book = client.post("/ask", content=b"x" * (limit + 1), headers={"Content-Type": "application/json"})
        assert book.status_code == 413
        assert f"{limit:,} bytes" in error_of(book)
        secret = client.post("/ask", content=b"x" * (limit + 1), headers={"Authorization": "Bearer x"})
        assert secret.status_code == 401
    with served.at_port() as client:  # no length is told beforehand
        pieces = client.post("/ask", content=iter([b"x" * limit] * 3), headers={"Content-Type": "application/json"})
        assert pieces.status_code == 413
        assert f"{limit:,} bytes" in error_of(pieces)
    with served.at_port() as client:
        assert client.get("/health").json()["ok"] is True


def test_what_is_not_there_is_told_of_in_one_line(served: Served) -> None:
    """A path, a method, and the door at the port."""
    with served.at_port() as client:
        assert client.get("/nothing").status_code == 404
        assert "/openapi.json" in error_of(client.get("/nothing"))
        assert client.post("/door", json={}).status_code == 404
        assert client.get("/ask").status_code == 405
        assert error_of(client.delete("/ask", headers={"Content-Type": "application/json"})) == "method not allowed"
        assert client.options("/ask", headers={"Origin": "http://evil.example"}).status_code == 405
        twice = client.get("/show", params=[("source", "a"), ("source", "b")])
        assert "give it once" in error_of(twice)
        assert "source is missing" in error_of(client.get("/show"))


def test_many_ask_at_once_and_each_gets_its_own_answer(served: Served) -> None:
    """Fifty, over a few threads: no answer is another's."""
    right = {HONEY: HONEY_SAID, FERRY: "The strait ferry leaves Port Ellery at nine in the morning."}
    questions = [question for question in right for _ in range(25)]
    with served.at_port() as client, ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lambda question: client.post("/ask", json={"question": question}).json(), questions))
    for question, answer in zip(questions, answers, strict=True):
        assert answer["question"] == question
        assert answer["answers"][0]["text"] == right[question]


def test_an_edit_is_in_the_next_answer(served: Served) -> None:
    """At once: whoever asks never gets what stood there before."""
    note = served.house.desk.settings.briefings / "quay.md"
    try:
        with served.at_port() as client:
            for number in range(3):
                said = f"The quay at Calder Bay is {number + 11} meters long."
                note.write_text(f"# Quay\n\n{said}\n", encoding="utf-8")
                answer = client.post("/ask", json={"question": "how long is the quay at Calder Bay?", "top_k": 1})
                assert answer.json()["answers"][0]["text"] == said
            note.unlink()
            answer = client.post("/ask", json={"question": "how long is the quay at Calder Bay?"})
            assert all("quay" not in sentence["text"] for sentence in answer.json()["answers"])
    finally:
        note.unlink(missing_ok=True)
