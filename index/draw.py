"""Draw what confidence is worth: the reliability diagram, and the curve of risk against coverage.

Matplotlib draws them. It is an optional package and slow to import, so only a drawing imports it; figures are made
without its `pyplot`, and so without a window, a backend to choose or a state that outlives the call.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from typing import TYPE_CHECKING

from index.errors import FolderError, SettingsError
from index.reliability import bins_of, brier, calibration_error
from index.risk_coverage import curve_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from index.outcomes import Outcome
    from index.reliability import Bin
    from index.risk_coverage import RiskPoint

INSTALL = 'python3 -m pip install "matplotlib>=3.9"'
_INK, _PALE, _LINE = "#1f4e79", "#9dc3e6", "#767171"
_SIZE = (5.0, 4.4)
"""Width and height of a picture, in inches."""
_PIXELS_AN_INCH = 150


def prepare_drawing(folder: Path) -> None:
    """Make `folder` where it is not there, and see that all is there that draws into it.

    Raises:
        SettingsError: matplotlib is not installed; the command that installs it is named.
        FolderError: the folder cannot be made.
    """
    with _quiet():
        try:
            import matplotlib.figure  # noqa: F401 - what is needed later
        except ImportError as error:
            raise SettingsError(f"matplotlib, which draws, cannot be imported ({error})", f"run `{INSTALL}`") from error
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _refusal(folder, error) from error


def draw(outcomes: Sequence[Outcome], folder: Path) -> tuple[Path, ...]:
    """Draw both pictures of a run into `folder`, each as PNG and SVG, and return the four files.

    Args:
        outcomes: those of every question, at least one.
        folder: one that `prepare_drawing` has seen.

    Raises:
        FolderError: a file cannot be written.
    """
    confidences, right = [outcome.confidence for outcome in outcomes], [outcome.right for outcome in outcomes]
    bins, curve = bins_of(confidences, right), curve_of(outcomes)
    with _drawing():
        return (
            *_save(_reliability(bins, brier(confidences, right)), folder / "reliability"),
            *_save(_risk_coverage(curve, len(outcomes)), folder / "risk_coverage"),
        )


def _reliability(bins: Sequence[Bin], score: float) -> Figure:
    figure, axes = _blank(
        f"Reliability: Brier {score:.3f}, ECE {calibration_error(bins):.3f}",
        ("confidence of the first sentence", "share of first sentences that are right"),
    )
    axes.bar(
        [each.low for each in bins],
        [each.right for each in bins],
        width=[each.high - each.low for each in bins],
        align="edge",
        color=_PALE,
        edgecolor="white",
        label="right, by tenth of confidence",
    )
    axes.plot([0, 1], [0, 1], linestyle="--", color=_LINE, label="as confidence says")
    axes.plot([each.confidence for each in bins], [each.right for each in bins], "o", color=_INK, label="mean")
    for each in bins:
        axes.annotate(f"{each.count:,}", ((each.low + each.high) / 2, 0.01), ha="center", fontsize=7, color=_INK)
    axes.set(xlim=(0, 1), ylim=(0, 1))
    axes.legend(loc="upper left", frameon=False, fontsize=8)
    return figure


def _risk_coverage(curve: Sequence[RiskPoint], questions: int) -> Figure:
    figure, axes = _blank(
        f"Risk and coverage, {questions:,} questions",
        ("coverage: share of questions answered, %", "risk: wrong first sentences among these, %"),
    )
    coverages = [100 * point.coverage for point in curve]
    axes.plot(coverages, [100 * point.risk for point in curve], color=_INK)
    axes.axhline(5, linestyle="--", linewidth=1, color=_LINE, label="5 % wrong")
    axes.set(xlim=(0, 100), ylim=(0, 100))
    axes.legend(loc="upper left", frameon=False, fontsize=8)
    return figure


def _blank(title: str, labels: tuple[str, str]) -> tuple[Figure, Axes]:
    from matplotlib.figure import Figure

    figure = Figure(figsize=_SIZE, layout="constrained")
    axes = figure.add_subplot()
    axes.set_title(title, fontsize=10)
    axes.set_xlabel(labels[0])
    axes.set_ylabel(labels[1])
    axes.spines[["top", "right"]].set_visible(False)
    return figure, axes


def _save(figure: Figure, stem: Path) -> tuple[Path, Path]:
    """Save a figure in both formats; the same figure gives the same bytes."""
    png, svg = stem.with_suffix(".png"), stem.with_suffix(".svg")
    try:
        figure.savefig(png, dpi=_PIXELS_AN_INCH, metadata={"Software": None})
        figure.savefig(svg, metadata={"Date": None, "Creator": None})
    except OSError as error:
        raise _refusal(stem.parent, error) from error
    return png, svg


@contextmanager
def _drawing() -> Iterator[None]:
    """Draw by matplotlib's own defaults, whatever a user's settings file says, with text as text in an SVG."""
    with _quiet():
        import matplotlib as mpl

        with mpl.rc_context():
            mpl.rcdefaults()
            mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "briefbot"})
            yield


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep matplotlib from telling of its caches on standard error: a folder it cannot write, fonts it looks for."""
    logger = logging.getLogger("matplotlib")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def _refusal(folder: Path, error: OSError) -> FolderError:
    return FolderError(f"cannot write to {folder} ({error.strerror or error})", "name another folder with --plot")
