"""The main text of a web page: what is left without menus, banners, side bars and lists of links.

Nothing is guessed from how sentences read. What a page says of its own parts counts (elements, roles, names of
classes), and how much of a part's words are links. A part that holds most of the page's words is never dropped,
whatever it is called.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from index.readers.html.weights import weigh

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_ASIDE = frozenset({"nav", "footer", "aside", "menu"})
_ASIDE_ROLES = frozenset((
    "navigation", "banner", "contentinfo", "search", "complementary", "menu", "menubar", "toolbar", "dialog",
    "alertdialog",
))  # fmt: skip
# Whole words of class names and ids: `site-footer` holds "footer", `footnote` does not.
_ASIDE_WORDS = frozenset((
    "nav", "navbar", "navigation", "menu", "sidebar", "breadcrumb", "breadcrumbs", "footer", "cookie", "cookies",
    "consent", "share", "sharing", "social", "related", "recommended", "comments", "newsletter", "subscribe",
    "advert", "advertisement", "ad", "ads", "sponsored", "promo", "pagination", "pager", "toc", "skip",
    "skiplink", "popup", "modal", "masthead", "topbar", "toolbar", "widget", "sphinxsidebar", "catlinks",
    "navbox", "metadata",
))  # fmt: skip
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_MOST = 0.4
"""The share of the page's words, links left out, that a part named as one beside the main text may hold."""
_LEAST = 0.25
"""The share of the body's words that an element named as the main one must hold to be believed."""
_LINKED = 0.7
"""The share of a list's words that are links from which on it is a menu."""
_FEWEST_LINKS = 4
_LISTS = frozenset({"ul", "ol", "dl", "table", "div", "section", "p"})


def main_part(tree: _Element) -> _Element:
    """Return the element that holds the page's main text; what is beside it there has been taken out of the tree."""
    body = next(tree.iter("body"), tree)
    weights = weigh(body)
    main = next((one for one in _named(body) if weights[one].words >= _LEAST * weights[body].words), body)
    most = _MOST * weights[main].words
    for part in list(main.iter()):
        if part is not main and _is_aside(part, header=main is body) and weights[part].words <= most:
            _drop(part)
    _drop_link_lists(main)
    return main


def _named(body: _Element) -> Iterator[_Element]:
    """Yield the elements that a page may call its main one, the surest first."""
    yield from body.iter("main")
    yield from (one for one in body.iter() if one.get("role") == "main")
    articles = list(body.iter("article"))
    if len(articles) == 1:
        yield articles[0]


def _is_aside(part: _Element, *, header: bool) -> bool:
    """Return whether a part says that it is beside the main text; `header` tells whether one of that name is so."""
    if part.tag in _ASIDE or part.get("role") in _ASIDE_ROLES:
        return True
    if part.tag == "header":
        return header and next(part.iter("h1"), None) is None
    names = f"{part.get('class') or ''} {part.get('id') or ''}"
    return not _ASIDE_WORDS.isdisjoint(word.lower() for word in _WORD.findall(names))


def _drop_link_lists(main: _Element) -> None:
    weights = weigh(main)
    for part, weight in reversed(weights.items()):
        is_menu = weight.links >= _FEWEST_LINKS and weight.linked > _LINKED * (weight.linked + weight.words)
        if is_menu and part is not main and part.tag in _LISTS:
            _drop(part)


def _drop(part: _Element) -> None:
    """Take an element out of its tree, but not what follows it."""
    parent = part.getparent()
    if parent is None:
        return
    before, tail = part.getprevious(), f" {part.tail or ''}"
    if before is not None:
        before.tail = (before.tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    parent.remove(part)
