"""PDF files that tests read, made by fpdf2: each shows one thing that briefings do. Lengths are points."""

from __future__ import annotations

import datetime as dt
import io
from functools import cache
from pathlib import Path

from fpdf import FPDF
from PIL import Image

WIDTH, HEIGHT = 595, 842
LEFT, RIGHT = 72, 523
_LEADING = 13.0
_MADE = dt.datetime(2023, 3, 14, tzinfo=dt.UTC)


class Leaf:
    """A PDF that is written line by line."""

    def __init__(self) -> None:
        """Begin with no page."""
        self.pdf = FPDF(unit="pt", format=(WIDTH, HEIGHT))
        self.pdf.set_auto_page_break(False)
        self.pdf.set_creation_date(_MADE)
        self.pdf.set_font("Times", size=11)

    def page(self) -> None:
        """Begin a page."""
        self.pdf.add_page()

    def line(self, x: float, y: float, words: str, size: float = 11, style: str = "", font: str = "Times") -> None:
        """Write words at a place, from the left and from the top."""
        self.pdf.set_font(font, style, size)
        self.pdf.text(x, y, words)

    def lines(self, x: float, y: float, *lines: str, size: float = 11, leading: float = _LEADING) -> float:
        """Write lines below each other, and return where the next would stand."""
        for words in lines:
            self.line(x, y, words, size)
            y += leading
        return y

    def paragraph(self, x: float, y: float, width: float, words: str, size: float = 11) -> float:
        """Write words in as many lines as they take, and return where the next would stand."""
        self.pdf.set_font("Times", "", size)
        line = ""
        for word in words.split():
            longer = f"{line} {word}".strip()
            if self.pdf.get_string_width(longer) > width:
                self.pdf.text(x, y, line)
                y += _LEADING
                line = word
            else:
                line = longer
        self.pdf.text(x, y, line)
        return y + _LEADING

    def grid(self, xs: list[float], ys: list[float], rows: list[list[str]], *, bold_first: bool = True) -> None:
        """Draw a table with all its lines."""
        for y in ys:
            self.pdf.line(xs[0], y, xs[-1], y)
        for x in xs:
            self.pdf.line(x, ys[0], x, ys[-1])
        for place, (y, row) in enumerate(zip(ys[1:], rows, strict=True)):
            for x, words in zip(xs, row, strict=False):
                self.line(x + 4, y - 5, words, 10, "B" if bold_first and place == 0 else "")

    def content(self) -> bytes:
        """Return the file."""
        return bytes(self.pdf.output())


@cache
def briefing() -> bytes:
    """Return three pages with headings, a list, a table, a footnote, cut words, and what stands on every page."""
    leaf = Leaf()
    leaf.pdf.set_title("Harbour works")
    leaf.pdf.set_author("Ports Group")
    leaf.pdf.set_keywords("harbour, works")
    for number in (1, 2, 3):
        leaf.page()
        leaf.line(250, 40, "IN-CONFIDENCE", 9, "B")
        leaf.line(LEFT, 56, "Harbour works: a briefing", 9)
        leaf.line(270, 815, f"Page {number} of 3", 9)
        _BRIEFING[number](leaf)
    return leaf.content()


def _first(leaf: Leaf) -> None:
    leaf.line(LEFT, 110, "Harbour works", 20, "B")
    leaf.line(LEFT, 150, "Purpose", 14, "B")
    y = leaf.lines(
        LEFT, 172,
        "This note asks Cabinet to agree to the works at the harbour, which were put off twice. The inter-",
        "national tender closed in May. It drew nine bids, of which two were well-founded, and the well-",
        "founded ones are within the budget that was set in the spring of last year. A third came late.",
    )  # fmt: skip
    y = leaf.lines(LEFT, y + 14, "Ministers have asked for three things:")
    y = leaf.lines(LEFT, y + 4, "\x95 a date by which the quay is open;".replace("\x95", "-"))
    y = leaf.lines(
        LEFT,
        y,
        "- a limit on what the works may cost the ports, and a plan for what is to be done where they",
    )
    y = leaf.lines(LEFT + 6, y, "cost more;")
    leaf.lines(LEFT, y, "- a person who answers for both.")
    leaf.lines(
        LEFT, 740,
        "The quay carries four fifths of the grain. If it closes for more than a week in the harvest, the mills on the",
        "coast run out of wheat, and the price of bread rises within a month. The ports have agreed with the",
    )  # fmt: skip


def _second(leaf: Leaf) -> None:
    y = leaf.lines(LEFT, 90, "millers that ships are turned to the northern berth.", "")
    leaf.line(LEFT, y + 10, "What it costs", 14, "B")
    y = leaf.lines(LEFT, y + 32, "The works cost 84 million over three years")
    width = leaf.pdf.get_string_width("The works cost 84 million over three years")
    leaf.line(LEFT + width, y - _LEADING - 4, "1", 7)
    leaf.line(LEFT + width + 4, y - _LEADING, ", a third of which the ports pay. The rest is the Crown's.")
    xs, ys = [72.0, 222.0, 372.0, 523.0], [y + 20 + 20 * row for row in range(4)]
    leaf.grid(xs, ys, [["Year", "Crown", "Ports"], ["2023", "18 million", "9 million"], ["2024", "21 million", ""]])
    leaf.lines(LEFT, ys[-1] + 30, "The table leaves out what is spent on the road.")
    leaf.line(LEFT, 760, "1", 6)
    leaf.line(LEFT + 4, 764, "In the prices of 2022, as the Treasury asks.", 9)


def _third(leaf: Leaf) -> None:
    leaf.line(LEFT, 100, "Next steps", 14, "B")
    leaf.lines(LEFT, 124, "The quay opens on 31 May 2025.")


_BRIEFING = {1: _first, 2: _second, 3: _third}

LEFT_COLUMN = (
    "The first column begins here and is read to its end before the second. Its lines are as long as the column is "
    "wide, so that the white space between the two stands out. Nothing of the other column comes in between. Where a "
    "reader went across the page, this sentence would be cut into pieces that mean nothing. The last sentence of the "
    "first column goes on at the top of the"
)
RIGHT_COLUMN = (
    "second one, which is what a person reads. Then the second column has sentences of its own, such as this one "
    "about the ferry that leaves at nine. It is often late when the wind is from the south. The harbour master keeps "
    "a list of the days on which it did not leave at all. That list is sent to the council each month."
)


@cache
def two_columns() -> bytes:
    """Return a page with a title and a paragraph across two columns, and then the columns."""
    leaf = Leaf()
    leaf.page()
    leaf.line(150, 80, "A page in two columns", 18, "B")
    y = leaf.paragraph(LEFT, 120, RIGHT - LEFT, "This summary goes across both of the columns. " * 4)
    leaf.paragraph(LEFT, y + 20, 215, LEFT_COLUMN)
    leaf.paragraph(LEFT + 236, y + 20, 215, RIGHT_COLUMN)
    return leaf.content()


@cache
def scanned() -> bytes:
    """Return nine pages of which the second, fourth to sixth and ninth are pictures, and the eighth is blank."""
    leaf = Leaf()
    picture = Image.new("L", (40, 40), 200)
    words = {1: "The first words.", 3: "Those of the third page.", 7: "What the seventh says."}
    for number in range(1, 10):
        leaf.page()
        if number in words:
            leaf.lines(LEFT, 100, words[number])
        elif number != 8:
            leaf.pdf.image(picture, 72, 72, 400, 600)
    return leaf.content()


@cache
def encrypted() -> bytes:
    """Return a page that only a password opens."""
    leaf = Leaf()
    leaf.pdf.set_encryption(owner_password="owner", user_password="user")  # noqa: S106 - it is to be in the way
    leaf.page()
    leaf.lines(LEFT, 100, "Nobody reads this.")
    return leaf.content()


@cache
def sideways() -> bytes:
    """Return a page whose text runs upward, as a wide table's does, with a slanted stamp on it."""
    leaf = Leaf()
    leaf.page()
    for place, words in enumerate(
        ("The page is turned by a quarter. Its text", "is read as if it were not. That is all.")
    ):
        with leaf.pdf.rotation(90, 200 + 14 * place, 700):
            leaf.line(200 + 14 * place, 700, words)
    with leaf.pdf.rotation(45, 300, 400):
        leaf.line(300, 400, "DRAFT", 60)
    return leaf.content()


@cache
def ligatures() -> bytes:
    """Return a page with ligatures, a bullet and spaces that do not break, in a font that has them."""
    leaf = Leaf()
    import matplotlib as mpl

    leaf.pdf.add_font("DejaVu", fname=Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf")
    leaf.page()
    leaf.line(LEFT, 100, "The \ufb01nal o\ufb03ce \ufb02oor is su\ufb03cient.", font="DejaVu")
    leaf.line(LEFT, 140, "\u2022 An\u00a0item of a list.", font="DejaVu")
    return leaf.content()


@cache
def long_table() -> bytes:
    """Return a table that goes on on a second page without its heads, with a cell over two columns."""
    leaf = Leaf()
    xs = [72.0, 222.0, 372.0, 523.0]
    leaf.page()
    ys = [600.0 + 20 * row for row in range(4)]
    leaf.grid(xs, ys, [["Port", "Ships", "Tons"], ["North", "12", "400"], ["South", "7", "90"]])
    leaf.page()
    ys = [72.0 + 20 * row for row in range(3)]
    for y in ys:
        leaf.pdf.line(xs[0], y, xs[-1], y)
    for x in xs:
        leaf.pdf.line(x, ys[0], x, ys[1] if x == xs[2] else ys[-1])
    for x, y, words in (
        (72, 92, "East"),
        (222, 92, "3"),
        (372, 92, "25"),
        (72, 112, "West"),
        (222, 112, "closed all year"),
    ):
        leaf.line(x + 4, y - 5, words, 10)
    return leaf.content()


def of_objects(count: int) -> bytes:
    """Return a page on which a stroke is drawn so many times."""
    leaf = Leaf()
    leaf.page()
    leaf.lines(LEFT, 100, "The words under the strokes.")
    buffer = io.StringIO()
    for place in range(count):
        buffer.write(f"{place % 500} {place % 700} m {place % 500 + 9} {place % 700} l S\n")
    leaf.pdf._out(buffer.getvalue())
    return leaf.content()
