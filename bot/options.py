"""The options that several commands share, each declared once.

Values stay as they were typed: `bot.settings` and `bot.period` read them, so that a bad one is told of in one way
wherever it was given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import typer

Color = Annotated[bool, typer.Option("--no-color", help="Print without color. [NO_COLOR]")]
NoSync = Annotated[bool, typer.Option("--no-sync", help="Answer from the index as it stands.")]
NoDoor = Annotated[
    bool,
    typer.Option("--no-door", help="Answer here, though a `briefbot serve` is there. [BRIEFBOT_DOOR=0]"),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="The briefings as they were at a time, or when a day or month ended."),
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where briefings, index and model are."""

    briefings: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="The folder of briefings. [BRIEFBOT_BRIEFINGS; default: briefings]"),
    ] = None
    index: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="The folder of the index. [BRIEFBOT_INDEX; default: .briefbot in there]"),
    ] = None
    model: Annotated[
        str | None,
        typer.Option(
            metavar="NAME_OR_DIR",
            help="A Sentence Transformers model. [BRIEFBOT_MODEL; default: the packaged all-MiniLM-L6-v2]",
        ),
    ] = None
    store: Annotated[
        str | None,
        typer.Option(
            metavar="ADDRESS",
            help="A shared index, milvus://HOST:PORT/COLLECTION. [BRIEFBOT_STORE; default: the folder of the index]",
        ),
    ] = None
    config: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="A file of settings. [BRIEFBOT_CONFIG; default: briefbot.toml if there]"),
    ] = None


@dataclass(frozen=True, slots=True)
class Sharing:
    """How the work on a large folder is shared out."""

    jobs: Annotated[str | None, typer.Option(metavar="N", help="How many processes encode. [default: 1]")] = None
    part: Annotated[
        str | None,
        typer.Option(metavar="I/N", help="Only this share of the files, into the shared index of --store."),
    ] = None


@dataclass(frozen=True, slots=True)
class Judging:
    """How answers are judged."""

    threshold: Annotated[
        str | None,
        typer.Option(
            metavar="P",
            help="The confidence, 0 to 1, from which it counts as answered. [BRIEFBOT_THRESHOLD; default: calibrated]",
        ),
    ] = None
    max_risk: Annotated[
        str | None,
        typer.Option(
            "--max-risk",
            metavar="R",
            help="Instead of P: the share of the answers given, 0 to 1, that may be wrong. [BRIEFBOT_MAX_RISK]",
        ),
    ] = None
    fast: Annotated[
        bool, typer.Option("--fast", help="Leave out the closer look at the best sentences. [BRIEFBOT_FAST]")
    ] = False


@dataclass(frozen=True, slots=True)
class Asking(Judging):
    """How much is asked for, and how it is judged."""

    top_k: Annotated[
        str | None, typer.Option("--top-k", "-k", metavar="N", help="How many sentences. [BRIEFBOT_TOP_K; default: 3]")
    ] = None


@dataclass(frozen=True, slots=True)
class Bound:
    """Which briefings there are at all, as far as is told."""

    ceiling: Annotated[
        str | None,
        typer.Option(metavar="MARKING", help="Nothing marked higher is there. [BRIEFBOT_CEILING; default: no ceiling]"),
    ] = None


@dataclass(frozen=True, slots=True)
class Choice(Bound):
    """Which briefings are asked."""

    source: Annotated[
        list[str] | None,
        typer.Option(metavar="GLOB", help="Only briefings whose path matches, such as '2022/*.md'. Repeatable."),
    ] = None
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only briefings of this day, month or year, or later.")
    ] = None
    until: Annotated[
        str | None, typer.Option(metavar="DATE", help="Only briefings of this day, month or year, or earlier.")
    ] = None
    tag: Annotated[list[str] | None, typer.Option(metavar="TAG", help="Only briefings with this tag. Repeatable.")] = (
        None
    )


@dataclass(frozen=True, slots=True)
class BoundTo:
    """What a person or a group in Telegram is answered from."""

    source: Annotated[
        list[str] | None,
        typer.Option(metavar="GLOB", help="Only from briefings whose path matches, such as '2022/*'. Repeatable."),
    ] = None
    tag: Annotated[
        list[str] | None, typer.Option(metavar="TAG", help="Only from briefings with this tag. Repeatable.")
    ] = None
    ceiling: Annotated[
        str | None, typer.Option(metavar="MARKING", help="Only from briefings that are marked so, or lower.")
    ] = None


@dataclass(frozen=True, slots=True)
class Output:
    """How a result is printed."""

    json: Annotated[bool, typer.Option("--json", help="Print one JSON object, and nothing else.")] = False
    no_color: Color = False
