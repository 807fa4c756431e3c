"""The description of what is served is valid, and what is served is as it says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from served_notes import HONEY

from bot.serving.arguments import LONGEST_ENTRY, MOST_ENTRIES
from bot.serving.desk import LONGEST_QUESTION, LONGEST_WORDS
from bot.serving.openapi import load_openapi, schema_of
from bot.settings import MAX_TOP_K
from index import ReasonKind, Standing

jsonschema = pytest.importorskip("jsonschema")
validator = pytest.importorskip("openapi_spec_validator")

if TYPE_CHECKING:
    import httpx
    from served import Served

SCHEMAS = load_openapi()["components"]["schemas"]


def check(name: str, value: object) -> None:
    """Check a value against one of the schemas."""
    jsonschema.Draft202012Validator(schema_of(name), format_checker=jsonschema.FormatChecker()).validate(value)


def test_it_is_a_description_as_openapi_has_them() -> None:
    """Every reference leads somewhere, and every schema is one."""
    validator.validate(load_openapi())
    for name in SCHEMAS:
        jsonschema.Draft202012Validator.check_schema(schema_of(name))


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("/ask", {"question": HONEY, "explain": True}),
        ("/ask", {"question": HONEY, "top_k": 1, "source": ["ferry*"]}),
        ("/ask", {"question": "who won the war of the roses?"}),
        ("/ask", {"question": "hello"}),
        ("/ask", {"question": "quand part le bac de la ville ?"}),
        ("/verify", {"citations": ["2022/honey.md#1-5@12345678", "ferry.md#1-5@12345678"]}),
        ("/verify", {"citations": ["ferry.md#100-120@12345678"], "text": "The strait ferry left Port Ellery at ten."}),
    ],
)
def test_what_is_asked_and_what_is_answered_are_as_described(served: Served, path: str, given: dict[str, Any]) -> None:
    """Field by field."""
    described = load_openapi()["paths"][path]["post"]
    check(name_of(described["requestBody"]), given)
    with served.at_port() as client:
        response = client.post(path, json=given)
    assert response.status_code == 200
    check(name_of(described["responses"]["200"]), response.json())


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("/show", {"source": "ferry.md", "at": "3-9"}),
        ("/show", {"source": "ferry.md"}),
        ("/sources", {"tag": "trade"}),
        ("/status", {}),
        ("/health", {}),
    ],
)
def test_what_is_looked_at_is_as_described(served: Served, path: str, given: dict[str, str]) -> None:
    """Field by field; each field of the address is described too."""
    described = load_openapi()["paths"][path]["get"]
    assert set(given) <= {parameter["name"] for parameter in described.get("parameters", ())}
    with served.at_port() as client:
        response = client.get(path, params=given)
    assert response.status_code == 200
    check(name_of(described["responses"]["200"]), response.json())


def test_errors_are_as_described(served: Served) -> None:
    """Each status that is described as an error, and none else."""
    with served.at_port() as client:
        check_error(client.post("/ask", json={}), "400")
        check_error(client.get("/health", headers={"Authorization": ""}), "401")
        check_error(client.get("/health", headers={"Host": "evil.example"}), "403")
        check_error(client.post("/ask", data={"question": "who"}), "415")


def check_error(response: httpx.Response, status: str) -> None:
    """Check that an error is the one that is described for its status."""
    assert str(response.status_code) == status
    check(name_of(load_openapi()["components"]["responses"][status]), response.json())


def test_what_is_served_is_described_and_the_other_way_round(served: Served) -> None:
    """But the door, which is briefbot's own."""
    with served.at_socket() as client:
        assert client.get("/openapi.json").json() == load_openapi()
        for path, methods in load_openapi()["paths"].items():
            (method,) = methods
            other = client.post(path, json={}) if method == "get" else client.get(path)
            assert other.status_code == 405
            assert client.request(method, path).status_code != 404


def test_the_forms_say_what_the_program_takes() -> None:
    """Fields of addresses are those of the forms that tools take; limits and kinds are the program's own."""
    for path, form in (("/show", "ShowRequest"), ("/sources", "SourcesRequest"), ("/status", "StatusRequest")):
        parameters = load_openapi()["paths"][path]["get"]["parameters"]
        assert {each["name"] for each in parameters} == set(SCHEMAS[form]["properties"])
        assert {each["name"] for each in parameters if each["required"]} == set(SCHEMAS[form]["required"])
    ask = SCHEMAS["AskRequest"]["properties"]
    assert ask["question"]["maxLength"] == LONGEST_QUESTION
    assert ask["top_k"]["maximum"] == MAX_TOP_K
    assert ask["source"]["maxItems"] == MOST_ENTRIES
    assert ask["source"]["items"]["maxLength"] == LONGEST_ENTRY
    assert SCHEMAS["VerifyRequest"]["properties"]["text"]["maxLength"] == LONGEST_WORDS
    assert SCHEMAS["Reason"]["properties"]["kind"]["enum"] == [kind.value for kind in ReasonKind]
    standing = SCHEMAS["Checks"]["properties"]["citations"]["items"]["properties"]["standing"]["enum"]
    assert standing == [each.value for each in Standing]


def name_of(part: dict[str, Any]) -> str:
    """Return the name of the schema of a body."""
    reference: str = part["content"]["application/json"]["schema"]["$ref"]
    return reference.rpartition("/")[2]
