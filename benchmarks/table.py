"""Results as Markdown: what was run on what, who was left out, and one table for each kind of figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.results import What

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from benchmarks.results import Figure, Results, Summary

_TITLES = {
    What.INSTALL: "Size of what is installed (MB), packages with all that they require, weights included",
    What.IMPORT: "Importing what answers (s)",
    What.IMPORT_CPU: "Importing what answers, processor time (s)",
    What.COLD: "Cold question, from the start of a process to its end (s)",
    What.COLD_CPU: "Cold question, processor time (s)",
    What.COLD_MEMORY: "Most memory of a cold question (MB)",
    What.WARM: "Warm question (ms): p50 / p95 / p99",
    What.WARM_CPU: "Warm question, processor time (ms): least / p50",
    What.HIT_1: "hit@1 / hit@3 of those questions (%)",
    What.STEP: "Where a warm question's time goes (ms, medians)",
    What.RECALL: "Recall@50 of briefbot's search for vectors, beside an exact one (%)",
    What.BUILD: "Indexing from nothing (s)",
    What.BUILD_CPU: "Indexing from nothing, processor time (s)",
    What.BUILD_RATE: "Sentences indexed a second",
    What.BUILD_MEMORY: "Most memory of indexing (MB)",
    What.DISK: "Index on the disk, bytes a sentence",
    What.EDIT: "One sentence edited, until a question is answered with it (s)",
    What.CROWD: "Questions a second, by how many ask at once",
}
_WITH_SPREAD = {What.IMPORT, What.COLD, What.BUILD, What.EDIT}


def to_markdown(results: Results, plots: Sequence[str] = ()) -> str:
    """Return the report; `plots` are names of PNG files beside it."""
    lines = ["# Results", "", *_about(results), ""]
    for what, title in _TITLES.items():
        table = list(_table(results, what))
        if table:
            lines += [f"## {title}", "", *table, ""]
    lines += [f"![{name.removesuffix('.png')}]({name})\n" for name in plots]
    return "\n".join(lines).rstrip() + "\n"


def _about(results: Results) -> Iterator[str]:
    machine = ", ".join(f"{kind} {words}" for kind, words in results.machine.items() if words)
    yield f"`{results.command}`, begun {results.begun}; {machine}."
    yield ""
    yield ", ".join(f"{name} {version}" for name, version in results.versions.items()) + "."
    yield ""
    yield "| corpus | notes | sentences | questions | what it is |"
    yield "|---|---|---|---|---|"
    for one in results.corpora:
        kind = "generated" if one.is_generated else "written by people"
        kind += "; vectors drawn near real ones, not encoded" if one.is_drawn else ""
        yield f"| {one.name} | {one.documents:,} | {one.sentences:,} | {one.questions:,} | {kind} |"
    if results.left_out:
        yield ""
        yield "Left out:"
        yield ""
        for absent in results.left_out:
            where = f" of {absent.corpus}" if absent.corpus else ""
            yield f"- {absent.contestant}{where}: {absent.why}"


def _table(results: Results, what: What) -> Iterator[str]:
    if what is What.STEP:
        return _steps(results)
    if what is What.CROWD:
        return _crowds(results)
    return _by_corpus(results, what)


def _by_corpus(results: Results, what: What) -> Iterator[str]:
    present = {figure.corpus for figure in results.figures if figure.what is what}
    corpora = [name for name in ("", *(one.name for one in results.corpora)) if name in present]
    if not corpora:
        return
    drawn = {one.name for one in results.corpora if one.is_drawn}
    yield _row(["", *(f"{name} (drawn)" if name in drawn else name for name in corpora)])
    yield _rule(1 + len(corpora))
    for contestant in results.contestants(what):
        cells = [_cell(results, what, contestant, corpus) for corpus in corpora]
        yield _row([contestant, *cells])


def _cell(results: Results, what: What, contestant: str, corpus: str) -> str:
    found = results.find(what, contestant, corpus)
    if found is None:
        return "–"
    if what is What.HIT_1:
        three = results.find(What.HIT_3, contestant, corpus)
        return f"{found.summary.median:.1f} / {three.summary.median:.1f}" if three else "–"
    if what is What.WARM:
        return " / ".join(_number(value) for value in (found.summary.median, found.summary.p95, found.summary.p99))
    if what is What.WARM_CPU:
        return f"{_number(found.summary.least)} / {_number(found.summary.median)}"
    return _with_spread(found.summary) if what in _WITH_SPREAD else _number(found.summary.median)


def _with_spread(summary: Summary) -> str:
    middle = _number(summary.median)
    return middle if summary.count == 1 else f"{middle} ({_number(summary.low)} to {_number(summary.high)})"


def _steps(results: Results) -> Iterator[str]:
    figures = [figure for figure in results.figures if figure.what is What.STEP]
    columns = list(dict.fromkeys((figure.contestant, figure.corpus) for figure in figures))
    if not columns:
        return
    yield _row(["step", *(f"{contestant}, {corpus}" for contestant, corpus in columns)])
    yield _rule(1 + len(columns))
    for step in dict.fromkeys(figure.of for figure in figures):
        found = [results.find(What.STEP, contestant, corpus, step) for contestant, corpus in columns]
        yield _row([step, *(f"{one.summary.median:.2f}" if one else "–" for one in found)])


def _crowds(results: Results) -> Iterator[str]:
    figures = [figure for figure in results.figures if figure.what is What.CROWD]
    columns = list(dict.fromkeys((figure.corpus, figure.of) for figure in figures))
    if not columns:
        return
    yield _row(["", *(f"{corpus}, {askers}" for corpus, askers in columns)])
    yield _rule(1 + len(columns))
    find: Callable[[str, str, str], Figure | None] = lambda *of: results.find(What.CROWD, *of)  # noqa: E731
    for contestant in results.contestants(What.CROWD):
        found = [find(contestant, corpus, askers) for corpus, askers in columns]
        yield _row([contestant, *(_number(one.summary.median) if one else "–" for one in found)])


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rule(columns: int) -> str:
    return "|" + "---|" * columns


def _number(value: float) -> str:
    """Return a value with about three digits that mean something."""
    digits = max(0, 3 - len(str(int(abs(value)))))
    return f"{value:,.{digits}f}" if value else "0"
