"""Results are kept whole, and table and plots show what was recorded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.__main__ import main
from benchmarks.plots import draw_plots
from benchmarks.results import CorpusFacts, LeftOut, Results, What, figure, read_results, summarize, write_results
from benchmarks.table import to_markdown

RECORDED = Path(__file__).parents[1] / "data" / "benchmark_results.json"
PLOTS = ("warm-by-size.png", "quality-and-time.png", "cold.png", "where-time-goes.png", "askers.png")


@pytest.fixture
def results() -> Results:
    """Return what was recorded."""
    return read_results(RECORDED)


def test_what_is_written_is_read_again(results: Results, tmp_path: Path) -> None:
    """To the last figure."""
    write_results(tmp_path / "again.json", results)
    assert read_results(tmp_path / "again.json") == results


@pytest.mark.parametrize("content", [None, "no JSON", "{}", '{"figures": [{"what": "nothing"}]}'])
def test_what_is_no_result_is_refused(content: str | None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In one line, with status 2."""
    path = tmp_path / "some.json"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    assert main(["--render", str(path), "--results", str(tmp_path / "r")]) == 2
    assert "some.json cannot be read as results" in capsys.readouterr().err
    assert not (tmp_path / "r").exists()


def test_a_summary_has_the_middle_and_the_spread() -> None:
    """Quartiles, nearest ranks, and the least; of one value all are that one."""
    found = summarize(range(101))
    assert (found.count, found.least, found.median, found.low, found.high) == (101, 0, 50, 25, 75)
    assert (found.p95, found.p99) == (95, 99)
    assert summarize([4.0]).p99 == summarize([4.0]).low == 4.0


def test_a_table_says_what_was_run_on_what(results: Results) -> None:
    """The command, the machine, versions, corpora, and whether their vectors were drawn."""
    text = to_markdown(results)
    assert "`python -m benchmarks --quick`, begun 2026-11-29T10:00:00+00:00; processor A (avx2), cores 2." in text
    assert "briefbot 0.1.0, txtai 9.14.0." in text
    assert "| sample notes | 14 | 657 | 85 | written by people |" in text
    assert "| 200,000 generated | 4,000 | 200,000 | 40 | generated; vectors drawn near real ones, not encoded |" in text


def test_who_was_left_out_is_named_with_the_reason(results: Results) -> None:
    """For all corpora, or for one."""
    text = to_markdown(results)
    assert "- LlamaIndex: llama-index-core is not installed" in text
    assert "- txtai of 200,000 generated: txtai failed to build: took longer than 60 s" in text
    assert "Left out" not in to_markdown(replace(results, left_out=()))


def test_each_figure_stands_in_its_table(results: Results) -> None:
    """With its spread where one run differs from the next, and a dash where there is none."""
    text = to_markdown(results)
    assert "| briefbot | 0.30 (0.28 to 0.35) | 0.41 |" in text
    assert "|  | sample notes | 200,000 generated (drawn) |" in text
    assert "| briefbot | 40.0 / 55.0 / 60.0 | 90.0 / 120 / 130 |" in text
    assert "| txtai | 80.0 / 95.0 / 99.0 | – |" in text
    assert "| briefbot | 88.2 / 97.6 | 100.0 / 100.0 |" in text
    assert "| encode | 9.00 | 9.50 |" in text
    assert "| briefbot | 20.0 | 36.0 |" in text
    assert "| briefbot | 1,364 |" in text


def test_a_table_without_figures_is_not_there(results: Results) -> None:
    """Nor a plot."""
    bare = replace(results, figures=())
    assert "##" not in to_markdown(bare)


def test_plots_are_drawn_as_png_and_as_svg(results: Results, tmp_path: Path) -> None:
    """Each that there are figures for; the names of contestants can be read in them."""
    assert draw_plots(results, tmp_path) == PLOTS
    for name in PLOTS:
        assert (tmp_path / name).read_bytes().startswith(b"\x89PNG")
        assert "<svg" in (tmp_path / name).with_suffix(".svg").read_text(encoding="utf-8")
    assert draw_plots(replace(results, figures=()), tmp_path / "none") == ()


def test_a_recorded_run_is_drawn_anew(results: Results, tmp_path: Path) -> None:
    """`--render` measures nothing and writes all files."""
    assert main(["--render", str(RECORDED), "--results", str(tmp_path)]) == 0
    assert read_results(tmp_path / "results.json") == results
    text = (tmp_path / "results.md").read_text(encoding="utf-8")
    assert all(f"({name})" in text for name in PLOTS)
    assert {path.name for path in tmp_path.iterdir()} >= set(PLOTS)


def test_a_size_that_does_not_fit_ends_a_run_before_it_begins(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With status 2, one line, and nothing made."""
    arguments = ["--no-samples", "--sentences", "9000000000000", "--only", "SQLite FTS5", "--work", str(tmp_path / "w")]
    assert main([*arguments, "--results", str(tmp_path / "r")]) == 2
    assert "9,000,000,000,000 sentences take about" in capsys.readouterr().err
    assert not (tmp_path / "r").exists()
    assert list((tmp_path / "w").iterdir()) == []


@pytest.mark.usefixtures("quiet")
def test_a_small_run_goes_from_notes_to_a_report(
    tmp_path: Path, encoder: object, capsys: pytest.CaptureFixture[str]
) -> None:
    """With what is always there; every kind of figure that such contestants have."""
    arguments = ["--quick", "--no-samples", "--sentences", "100", "--questions", "2", "--only", "SQLite FTS5"]
    assert main([*arguments, "--results", str(tmp_path / "r")]) == 0
    results = read_results(tmp_path / "r" / "results.json")
    assert results.left_out == ()
    assert results.corpora == (CorpusFacts("100 generated", 2, 100, 2, False, True),)
    not_of_others = {What.INSTALL, What.STEP, What.RECALL}
    assert {one.what for one in results.figures} == set(What) - not_of_others
    assert "--only 'SQLite FTS5'" in results.command


def test_figures_are_found_by_all_that_tells_them_apart() -> None:
    """Of which step, and of which corpus."""
    figures = (
        figure(What.STEP, "briefbot", "a", "ms", [1.0], "dense"),
        figure(What.STEP, "briefbot", "a", "ms", [2.0], "encode"),
        figure(What.STEP, "briefbot", "b", "ms", [3.0], "encode"),
    )
    found = Results("", "", {}, {}, (), (LeftOut("x", "", "y"),), figures)
    assert found.find(What.STEP, "briefbot", "a", "encode") is figures[1]
    assert found.find(What.STEP, "briefbot", "c", "encode") is None
    assert found.contestants(What.STEP) == ["briefbot"]
