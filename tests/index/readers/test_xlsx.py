"""A row of a workbook is a sentence that reads with its column heads."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest
from made_files import repacked, saved

from index.readers.extraction import document_of
from index.readers.xlsx import extract
from index.segment import segment

if TYPE_CHECKING:
    from openpyxl import Workbook

    from index.readers.extracted import Extracted


def book(*rows: tuple[object, ...]) -> Workbook:
    """Return a workbook with these rows."""
    from openpyxl import Workbook

    made = Workbook()
    for row in rows:
        made.active.append(row)
    return made


def read(made: Workbook) -> Extracted:
    """Return what a workbook holds."""
    return extract("a.xlsx", saved(made))


def readings(found: Extracted) -> list[str]:
    """Return what a person reads."""
    return [sentence.reading for sentence in segment(document_of("a.xlsx", found))]


def test_a_row_reads_with_its_heads() -> None:
    """An empty cell is left out, and those behind it keep their own heads; bars in a cell do not part it."""
    found = read(book(("Ship", "Crew", "Port"), ("Tiare", None, "A|B"), ("Moana", 9, "C")))
    assert readings(found) == ["Ship: Tiare; Port: A\u00a6B", "Ship: Moana; Crew: 9; Port: C"]
    assert all(block.heading == ("Sheet",) for block in found.blocks)


@pytest.mark.parametrize(
    ("value", "form", "words"),
    [
        (dt.date(2024, 6, 3), "dd/mm/yyyy", "2024-06-03"),
        (dt.datetime(2024, 6, 3, 10, 30), "dd/mm/yy hh:mm", "2024-06-03 10:30"),
        (dt.time(9, 5), "hh:mm", "09:05"),
        (45446, "yyyy-mm-dd", "2024-06-03"),
        (0.125, "0.0%", "12.5%"),
        (0.5, "0%", "50%"),
        (0.1 + 0.2, "General", "0.3"),
        (1200000.5, "#,##0.00", "1200000.5"),
        (7, "General", "7"),
        (7.0, "General", "7"),
        (True, "General", "yes"),
        ("  two\n lines ", "General", "two lines"),
    ],
)
def test_a_value_reads_as_a_person_sees_it(value: object, form: str, words: str) -> None:
    """Dates as dates, whatever their form; numbers without the dust of floating point."""
    made = book(("Name", "Value"), ("a", value))
    made.active["B2"].number_format = form
    assert readings(read(made)) == [f"Name: a; Value: {words}"]


def test_a_formula_reads_as_its_value() -> None:
    """The one that was last calculated; one that never was reads as nothing."""
    made = book(("Name", "Sum", "Other"), ("a", "=1+1", "=2+2"))
    value = re.compile(rb"(<f>1\+1</f>)<v ?/>|(<f>1\+1</f>)<v></v>")
    calculated = repacked(saved(made), lambda _, held: value.sub(rb"\1\2<v>2</v>", held))
    assert readings(extract("a.xlsx", calculated)) == ["Name: a; Sum: 2"]


def test_lines_above_a_table_are_its_remarks() -> None:
    """And what stands beside an empty corner are heads too, years among them."""
    found = read(book(("Catches in tonnes",), (), (None, "2021", 2022), ("Tuna", 5, 6)))
    assert readings(found) == ["Catches in tonnes", "Tuna; 2021: 5; 2022: 6"]


def test_a_first_row_of_numbers_holds_no_heads() -> None:
    """It is a row like the others."""
    assert readings(read(book(("Tuna", 5), ("Cod", 6)))) == ["Tuna; 5", "Cod; 6"]


def test_each_sheet_is_a_heading_and_a_hidden_one_is_left_out() -> None:
    """Told in a notice; charts have no rows."""
    from openpyxl.chart import BarChart

    made = book(("Ship", "Crew"), ("Tiare", 12))
    second = made.create_sheet("Ports")
    second.append(["One line"])
    made.create_sheet("Drafts").sheet_state = "veryHidden"
    made.create_chartsheet("Chart").add_chart(BarChart())
    found = read(made)
    assert [block.heading for block in found.blocks] == [("Sheet",), ("Ports",)]
    assert found.notices == ("hidden sheets not read: Drafts",)


def test_gaps_between_rows_cost_nothing() -> None:
    """A row far below is read."""
    made = book(("Ship", "Crew"))
    made.active["A1000000"], made.active["B1000000"] = "Tiare", 12
    assert readings(read(made)) == ["Ship: Tiare; Crew: 12"]
