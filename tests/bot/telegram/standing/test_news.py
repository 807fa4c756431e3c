"""What has changed adds up."""

from __future__ import annotations

from bot.telegram.standing.news import ALL_MAY_BE_NEW, NO_NEWS, News, news_of
from index import Skipped, SyncReport


def test_a_sync_is_news_of_what_it_read_and_lost() -> None:
    """Not of what it left alone, and not of what it skipped."""
    report = SyncReport(("a.md",), ("b.md",), ("c.md",), 5, (Skipped("d.md", "is binary"),), 2, 7, 0.1)
    news = news_of(report)
    assert news == News(frozenset({"a.md", "b.md"}), frozenset({"c.md"}))
    assert [news.touches(f"{name}.md") for name in "abcd"] == [True, True, True, False]


def test_no_change_is_no_news() -> None:
    """Files that are skipped otherwise than before are reported too."""
    assert not news_of(SyncReport((), (), (), 5, (Skipped("d.md", "is binary"),), 0, 7, 0.1))
    assert not NO_NEWS
    for news in (News(frozenset({"a.md"})), News(lost=frozenset({"a.md"})), ALL_MAY_BE_NEW):
        assert news


def test_news_add_up() -> None:
    """What was lost and came back is both; after a time in which nobody looked, anything may be new."""
    both = News(frozenset({"a.md"})) | News(lost=frozenset({"a.md", "b.md"}))
    assert both == News(frozenset({"a.md"}), frozenset({"a.md", "b.md"}))
    assert (both | ALL_MAY_BE_NEW).touches("z.md")
    assert not both.touches("z.md")
