"""Of a web page the main text is read, and nothing beside it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from index.readers.html import extract
from index.records import BlockKind

if TYPE_CHECKING:
    from index.readers.extracted import Extracted

PROSE = "<p>The leaders met in May. They agreed on the price of the boats, and on the day.</p>"


def read(page: str) -> Extracted:
    """Return what a page holds."""
    return extract("a.html", page.encode())


def said(page: str) -> list[str]:
    """Return the words of each block."""
    found = read(page)
    return [found.text[block.span.start : block.span.end] for block in found.blocks]


def main_words(beside: str) -> list[str]:
    """Return the first words of the blocks of a page with prose and something beside it."""
    return [words.split()[0] for words in said(f"<html><body>{beside}{PROSE}{PROSE}</body></html>")]


@pytest.mark.parametrize(
    "beside",
    [
        "<nav><p>Beside</p></nav>",
        "<header><p>Beside</p></header>",
        "<footer>Beside</footer>",
        "<aside>Beside</aside>",
        '<div role="navigation">Beside</div>',
        '<div class="site-footer">Beside</div>',
        '<div id="cookieBanner">Beside</div>',
        '<div class="mw-navigation">Beside</div>',
        '<ul><li><a href="/a">Beside</a><li><a href="/b">2</a><li><a href="/c">3</a><li><a href="/d">4</a></ul>',
        '<p hidden>Beside</p><p style="display: none">Beside</p><p aria-hidden="true">Beside</p>',
        "<script>Beside</script><style>Beside</style><noscript>Beside</noscript><template>Beside</template>",
        '<iframe src="x">Beside</iframe><object>Beside</object><svg><text>Beside</text></svg><!-- Beside -->',
        "<form><select><option>Beside</select><textarea>Beside</textarea><button>Beside</button></form>",
    ],
)
def test_what_is_beside_the_main_text_is_left_out(beside: str) -> None:
    """By what the page says of its parts, by roles, by names, by how much of it is links; what nobody sees as well."""
    assert main_words(beside) == ["The", "The"]


@pytest.mark.parametrize(
    "inside",
    [
        '<p>Kept words with <a href="/a">a link</a>.</p>',
        '<p class="footnote">Kept words.</p>',
        "<header><h1>Title</h1><p>Kept words.</p></header>",
        '<ul><li>Kept words of <a href="/a">one</a> thing that was agreed<li>and of another one</ul>',
    ],
)
def test_what_belongs_to_the_main_text_is_kept(inside: str) -> None:
    """Names only sound alike; few links make no menu."""
    assert main_words(inside)[0] == "Kept"


def test_a_wrapper_is_kept_whatever_it_is_called() -> None:
    """A part that holds most of the words is no side bar."""
    assert said(f'<body><div class="no-sidebar menu-open">{PROSE}</div></body>') == [PROSE[3:-4]]


def test_what_a_page_calls_its_main_part_is_believed_where_it_holds_enough() -> None:
    """An empty one is not."""
    assert said(f"<body><p>Beside it.</p><main>{PROSE}</main></body>") == [PROSE[3:-4]]
    assert said(f"<body><main><p>Wait.</p></main>{PROSE}{PROSE}</body>")[-1] == PROSE[3:-4]
    assert said(f"<body><p>Beside.</p><article>{PROSE}</article></body>") == [PROSE[3:-4]]


def test_headings_lists_quotes_code_and_breaks() -> None:
    """Each is what it is; marks that only lead somewhere are left out."""
    found = read(
        "<body><h1>One<a class='headerlink' href='#x'>\u00b6</a></h1>"
        "<p>First<br>line<sup><a href='#n'>[1]</a></sup>.</p>"
        "<h2>Two</h2><ol><li>Item <em>one</em><ul><li>Inner</ul><li><p>Item two</p></ol>"
        "<blockquote>Quoted</blockquote><pre>x = 1\n\ny = 2</pre>loose words</body>"
    )
    words = [(block.kind, found.text[block.span.start : block.span.end]) for block in found.blocks]
    assert words == [
        (BlockKind.PARAGRAPH, "First\nline."),
        (BlockKind.ITEM, "Item one"),
        (BlockKind.ITEM, "Inner"),
        (BlockKind.ITEM, "Item two"),
        (BlockKind.QUOTE, "Quoted"),
        (BlockKind.CODE, "x = 1"),
        (BlockKind.CODE, "y = 2"),
        (BlockKind.PARAGRAPH, "loose words"),
    ]
    assert found.blocks[1].heading == ("One", "Two")


def test_rows_read_with_heads_and_cells_reach_over_rows() -> None:
    """A table without a head has rows without heads; one that lays out others is prose."""
    found = read(
        "<table><caption>Ships</caption><tr><th>Where<th>Ship<th>Crew<tr><td rowspan=2>North<td>Tiare<td>12"
        "<tr><td colspan=2>Moana</table><table><tr><td>a<td>b</table>"
        "<table><tr><td><p>Left.</p><table><tr><td>c<td>d</table></td></tr></table>"
    )
    words = [(found.text[block.span.start : block.span.end], block.column_heads) for block in found.blocks]
    heads = ("Where", "Ship", "Crew")
    assert words == [
        ("Ships", ()), ("North | Tiare | 12", heads), ("North | Moana", heads), ("a | b", ()), ("Left.", ()),
        ("c | d", ()),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Ships | The Paper</title>", "Ships"),
        ("<title>Other</title>", "Other"),
        ('<title>x</title><meta property="og:title" content="The ships">', "The ships"),
        ("", "Ships"),
    ],
)
def test_the_title_is_the_one_given_or_the_only_heading(head: str, title: str) -> None:
    """The site's name behind it is left out where the heading tells which part that is."""
    assert read(f"<html><head>{head}</head><body><h1>Ships</h1>{PROSE}</body></html>").metadata.title == title


@pytest.mark.parametrize(
    "said_so",
    [
        '<meta property="article:published_time" content="2022-05-31T10:00:00+12:00">',
        '<meta name="DC.date.issued" content="2022-05-31">',
        '<meta name="date" content="31 May 2022">',
        '<script type="application/ld+json">{"@graph": [{"a": {"datePublished": "2022-05-31"}}]}</script>',
        "<time datetime='2022-05-31'>in May</time>",
        "<time>31 May 2022</time>",
        '<meta name="date" content="soon"><script type="application/ld+json">{no</script><time>31 May 2022</time>',
    ],
)
def test_the_date_is_the_first_that_can_be_read(said_so: str) -> None:
    """In the head, in the data for search engines, in the text."""
    assert read(f"<html><head></head><body>{said_so}{PROSE}</body></html>").metadata.date == dt.date(2022, 5, 31)


def test_author_tags_and_marking() -> None:
    """An address is no author."""
    page = read(
        '<meta property="article:author" content="https://example.org/jane"><meta name="author" content="Jane Rao">'
        f'<meta name="keywords" content="boats, navy"><meta name="classification" content="SECRET">{PROSE}'
    )
    assert (page.author, page.metadata.tags, page.metadata.classification) == ("Jane Rao", ("boats", "navy"), "SECRET")


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ('<meta charset="windows-1251">', "windows-1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=shift_jis">', "shift_jis"),
        ('<?xml version="1.0" encoding="iso-8859-2"?>', "iso-8859-2"),
        ('<meta charset="utf-8">', "utf-8"),
        ("", "utf-8"),
        ("", "utf-16"),
        ('<meta charset="no-such">', "utf-8"),
    ],
)
def test_the_encoding_is_the_one_declared(declared: str, codec: str) -> None:
    """Or what other text is read as."""
    words = {
        "windows-1251": "\u043c\u0438\u0440",
        "shift_jis": "\u65e5\u672c",
        "iso-8859-2": "\u017b\u00f3\u0142w",
    }.get(codec, "\u00e9t\u00e9")
    found = extract("a.html", f"{declared}<p>{words} agreed.</p>".encode(codec))
    assert found.text == f"{words} agreed."


def test_an_encoding_that_had_to_be_assumed_is_told() -> None:
    """As for any text."""
    assert extract("a.html", b"<p>\xe9t\xe9</p>").notices == ("read as Windows-1252: it is not UTF-8",)


def test_a_picture_that_the_page_was_saved_with_is_passed_over() -> None:
    """Its megabytes are no words, and the parser takes no value so long."""
    assert said(f'<body><img src="data:image/png;base64,{"A" * 11_000_000}">{PROSE}</body>') == [PROSE[3:-4]]
