"""Commands whose values stay as they were typed."""

from __future__ import annotations

from typing import Annotated

import pytest
import typer

from bot.as_typed import AsTypedCommand, AsTypedGroup, NumberCommand


@pytest.fixture
def seen() -> list[object]:
    """Return what the command below was given."""
    return []


@pytest.fixture
def app(seen: list[object]) -> typer.Typer:
    """Return a command line with a required value, a repeated one, a flag and one that a callback takes."""
    app = typer.Typer(cls=AsTypedGroup, rich_markup_mode=None, add_completion=False)

    def upper(value: str | None) -> str | None:
        return value and value.upper()

    def look(  # noqa: ANN202 - what it returns is its exit status
        name,  # noqa: ANN001 - annotated below, with what is local here
        tag=None,  # noqa: ANN001
        deep=False,  # noqa: ANN001
        loud=None,  # noqa: ANN001
    ):
        seen.extend([name, tag, deep, loud])
        return 0

    look.__annotations__ = {
        "name": Annotated[str, typer.Argument()],
        "tag": Annotated[list[str] | None, typer.Option()],
        "deep": Annotated[bool, typer.Option("--deep")],
        "loud": Annotated[str | None, typer.Option(callback=upper)],
    }
    app.callback()(lambda: None)
    app.command("look", cls=AsTypedCommand)(look)
    app.command("number", cls=NumberCommand)(look)
    return app


def test_values_are_what_was_typed(app: typer.Typer, seen: list[object]) -> None:
    """Text is text, a repeated option holds each, a flag is a flag, and a callback has its say."""
    app(["look", "007", "--tag", "1", "--tag", "b", "--deep", "--loud", "hi"], standalone_mode=False)
    name, tags, deep, loud = seen
    assert (name, list(tags or ()), deep, loud) == ("007", ["1", "b"], True, "HI")  # type: ignore[call-overload]


def test_what_is_not_given_is_nothing(app: typer.Typer, seen: list[object]) -> None:
    """Its default, or empty."""
    app(["look", "x"], standalone_mode=False)
    assert [bool(value) for value in seen] == [True, False, False, False]


def test_a_required_value_that_is_missing_is_told_of(app: typer.Typer) -> None:
    """As Typer tells of it."""
    with pytest.raises(typer.TyperException) as caught:
        app(["look"], standalone_mode=False)
    assert "Missing argument 'name'" in caught.value.format_message()


@pytest.mark.parametrize(
    "arguments",
    [["-1001", "--tag", "1", "--deep"], ["--tag", "1", "-1001", "--deep"], ["--tag", "1", "--deep", "--", "-1001"]],
)
def test_a_number_below_zero_is_an_argument(app: typer.Typer, seen: list[object], arguments: list[str]) -> None:
    """Wherever it stands among the options."""
    app(["number", *arguments], standalone_mode=False)
    name, tags, deep, _ = seen
    assert (name, list(tags or ()), deep) == ("-1001", ["1"], True)  # type: ignore[call-overload]


def test_options_are_options_beside_a_number(app: typer.Typer) -> None:
    """A misspelt one is told of."""
    with pytest.raises(typer.TyperException, match="--dep"):
        app(["number", "-1001", "--dep"], standalone_mode=False)
