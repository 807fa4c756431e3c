"""Results as pictures, each as PNG and as SVG."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.results import What

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.results import Results

_SIZE = (8.0, 4.5)
_DPI = 110
_MARKERS = {"circle": "o", "square": "s", "diamond": "D", "triangle": "^", "cross": "X", "star": "*"}
_COLORS = ("#0b5394", "#6fa8dc", "#cc0000", "#e69138", "#f1c232", "#674ea7", "#6aa84f", "#999999")


def draw_plots(results: Results, folder: Path) -> tuple[str, ...]:
    """Draw what there are figures for, and return the names of the PNG files; each has an SVG beside it."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot

    mpl.rcParams["svg.hashsalt"] = "briefbot"  # the same results give the same file
    drawn = []
    for name, draw in _PLOTS.items():
        figure, axes = pyplot.subplots(figsize=_SIZE, layout="constrained")
        if draw(results, axes):
            figure.savefig(folder / f"{name}.png", dpi=_DPI)
            figure.savefig(folder / f"{name}.svg", metadata={"Date": None})
            drawn.append(f"{name}.png")
        pyplot.close(figure)
    return tuple(drawn)


def _warm_by_size(results: Results, axes: Any) -> bool:  # noqa: ANN401 - matplotlib's Axes, as are all below
    among = [one for one in results.corpora if one.is_generated] or results.corpora
    sizes = {one.name: one.sentences for one in among}
    shown = False
    for number, contestant in enumerate(results.contestants(What.WARM)):
        found = sorted(
            (sizes[figure.corpus], figure.summary)
            for figure in results.figures
            if figure.what is What.WARM and figure.contestant == contestant and figure.corpus in sizes
        )
        x = [size for size, _ in found]
        color = _COLORS[number % len(_COLORS)]
        axes.plot(x, [one.median for _, one in found], "o-", label=contestant, color=color)
        axes.fill_between(x, [one.low for _, one in found], [one.p95 for _, one in found], color=color, alpha=0.12)
        shown = True
    axes.set(xscale="log", yscale="log", xlabel="sentences", ylabel="ms")
    _plain(axes.xaxis, axes.yaxis)
    axes.set_title("Warm question by size: p50, and from the first quartile to p95")
    axes.legend(fontsize=7) if shown else None
    return shown


def _quality_and_time(results: Results, axes: Any) -> bool:  # noqa: ANN401
    written = [one.name for one in results.corpora if not one.is_generated]
    markers = dict(zip(written, _MARKERS, strict=False))
    shown = False
    for number, contestant in enumerate(results.contestants(What.WARM)):
        for corpus in markers:
            time, hits = results.find(What.WARM, contestant, corpus), results.find(What.HIT_1, contestant, corpus)
            if time and hits:
                label = contestant if corpus == written[0] else None
                color = _COLORS[number % len(_COLORS)]
                axes.plot(time.summary.median, hits.summary.median, _MARKERS[markers[corpus]], color=color, label=label)
                shown = True
    axes.set(xscale="log", xlabel="ms, p50", ylabel="hit@1, %", ylim=(0, 100))
    _plain(axes.xaxis)
    axes.set_title("Quality beside time: " + ", ".join(f"{name} {markers[name]}s" for name in markers), fontsize=9)
    axes.legend(fontsize=7) if shown else None
    return shown


def _cold(results: Results, axes: Any) -> bool:  # noqa: ANN401
    corpora = list(dict.fromkeys(figure.corpus for figure in results.figures if figure.what is What.COLD))
    if not corpora:
        return False
    names = results.contestants(What.COLD)
    height = 0.8 / len(corpora)
    for place, corpus in enumerate(corpora):
        found = [(row, results.find(What.COLD, name, corpus)) for row, name in enumerate(names)]
        bars = [(row + place * height, one.summary.median) for row, one in found if one]
        axes.barh([y for y, _ in bars], [x for _, x in bars], height, label=corpus)
    axes.set_yticks([row + 0.4 - height / 2 for row in range(len(names))], names, fontsize=7)
    axes.invert_yaxis()
    axes.set(xlabel="s", title="Cold question, from the start of a process to its end")
    axes.legend(fontsize=7)
    return True


def _where_time_goes(results: Results, axes: Any) -> bool:  # noqa: ANN401
    from matplotlib import colormaps

    figures = [figure for figure in results.figures if figure.what is What.STEP]
    columns = list(dict.fromkeys((figure.contestant, figure.corpus) for figure in figures))
    if not columns:
        return False
    hues = colormaps["tab20"]
    left = [0.0] * len(columns)
    for number, step in enumerate(dict.fromkeys(figure.of for figure in figures)):
        found = [results.find(What.STEP, contestant, corpus, step) for contestant, corpus in columns]
        widths = [one.summary.median if one else 0.0 for one in found]
        axes.barh(range(len(columns)), widths, left=left, label=step, color=hues(number))
        left = [before + width for before, width in zip(left, widths, strict=True)]
    axes.set_yticks(range(len(columns)), [f"{contestant}, {corpus}" for contestant, corpus in columns], fontsize=7)
    axes.invert_yaxis()
    axes.set(xlabel="ms (medians)", title="Where a warm question's time goes")
    axes.legend(fontsize=6, ncols=2)
    return True


def _askers(results: Results, axes: Any) -> bool:  # noqa: ANN401
    figures = [figure for figure in results.figures if figure.what is What.CROWD]
    if not figures:
        return False
    corpus = figures[-1].corpus
    for number, contestant in enumerate(results.contestants(What.CROWD)):
        found = [one for one in figures if one.contestant == contestant and one.corpus == corpus]
        rates = [one.summary.median for one in found]
        axes.plot([int(one.of) for one in found], rates, "o-", label=contestant, color=_COLORS[number % len(_COLORS)])
    axes.set(xscale="log", yscale="log", xlabel="askers at once", ylabel="questions a second")
    _plain(axes.xaxis, axes.yaxis)
    axes.set_title(f"Questions a second, one process, {corpus}")
    axes.legend(fontsize=7)
    return True


def _plain(*of: Any) -> None:  # noqa: ANN401
    """Write the numbers of logarithmic axes as they are."""
    from matplotlib.ticker import FuncFormatter, NullFormatter

    for axis in of:
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
        axis.set_minor_formatter(NullFormatter())


_PLOTS: dict[str, Callable[[Results, Any], bool]] = {
    "warm-by-size": _warm_by_size,
    "quality-and-time": _quality_and_time,
    "cold": _cold,
    "where-time-goes": _where_time_goes,
    "askers": _askers,
}
