"""Texts in, windows of token ids out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from small_models import make_tokenizer

from index.encoders.tokens import Pair, Tokenizer
from index.errors import ModelError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a tokenizer's file that asks for padding and truncation, as many models' do."""
    backend = make_tokenizer()
    backend.enable_padding(length=64)
    backend.enable_truncation(4)
    backend.save(str(tmp_path / "tokenizer.json"))
    return tmp_path / "tokenizer.json"


def test_tokens_are_counted_with_the_special_ones(path: Path) -> None:
    """Neither padding nor truncation that the file asks for changes it."""
    assert Tokenizer(path, 24).count("the two leaders agreed to share") == 8


def test_a_text_that_fits_is_one_window(path: Path) -> None:
    """At exactly the limit too; windows come in the order of the texts."""
    windows = Tokenizer(path, 5).cut(["the two leaders", "", "the"], "")
    assert [window.text for window in windows] == [0, 1, 2]
    assert [len(window.ids) for window in windows] == [5, 2, 3]


def test_a_text_that_does_not_fit_is_several(path: Path) -> None:
    """Between them they hold every word, and none is over the limit."""
    windows = Tokenizer(path, 6).cut(["the", "the two leaders agreed to share information", "of"], "")
    assert [windows[0].text, windows[-1].text] == [0, 2]
    middle = [window for window in windows if window.text == 1]
    assert len(middle) > 1
    assert max(len(window.ids) for window in middle) <= 6
    assert sum(len(window.ids) - 2 for window in middle) == 7


def test_a_word_of_the_vocabulary_is_known(path: Path) -> None:
    """In whatever letter case; not what takes several tokens, nothing, or what the vocabulary lacks."""
    tokenizer = Tokenizer(path, 6)
    assert tokenizer.knows("leaders")
    assert tokenizer.knows("Leaders")
    assert not any(tokenizer.knows(word) for word in ("two leaders", "", "leadres", "[UNK]", "[CLS]"))


def test_a_prompt_stands_before_every_window(path: Path) -> None:
    """It counts toward the limit."""
    tokenizer = Tokenizer(path, 6)
    prompt = tokenizer.cut(["note"], "")[0].ids[1]
    windows = tokenizer.cut(["the two leaders agreed to share information"], "note ")
    assert len(windows) > 1
    assert all(window.ids[1] == prompt and len(window.ids) <= 6 for window in windows)


@pytest.mark.parametrize("limit", [24, 8])
@pytest.mark.parametrize("prompt", ["", "note "])
def test_tokens_know_where_they_stand_in_the_text(path: Path, limit: int, prompt: str) -> None:
    """In the first window and in later ones, with a prompt and without."""
    text = "the two leaders agreed to share information"
    found = []
    for window in Tokenizer(path, limit).cut([text], prompt):
        found += [text[start:end] for start, end in window.locate() if start < end]
    assert found == text.split()


def test_special_tokens_and_prompts_stand_nowhere_in_it(path: Path) -> None:
    """Their end is their start."""
    (window,) = Tokenizer(path, 24).cut(["the ferry"], "note ")
    assert window.locate().tolist() == [[0, 0], [0, 0], [0, 3], [4, 9], [0, 0]]


@pytest.mark.parametrize("content", ["", "{}", "\0"])
def test_a_damaged_file_is_an_error(tmp_path: Path, content: str) -> None:
    """The error names it."""
    (tmp_path / "tokenizer.json").write_text(content, encoding="utf-8")
    with pytest.raises(ModelError, match=r"tokenizer\.json cannot be loaded"):
        Tokenizer(tmp_path / "tokenizer.json", 24)
    with pytest.raises(ModelError, match=r"gone\.json cannot be loaded"):
        Tokenizer(tmp_path / "gone.json", 24)


def test_a_pair_is_encoded_as_bert_does(path: Path) -> None:
    """The question's tokens are of kind 0, its two special ones too; the text's are of kind 1."""
    (pair,) = Tokenizer(path, 24).pair("the two", ["leaders"], 64)
    assert pair == Pair([2, 4, 5, 3, 6, 3], [0, 0, 0, 0, 1, 1])


def test_both_of_a_pair_are_cut_at_their_ends(path: Path) -> None:
    """The question to so many tokens, the text to what is left; neither takes more than the model reads."""
    tokenizer = Tokenizer(path, 8)
    (pair,) = tokenizer.pair("the two leaders", ["leaders two the of"], 2)
    assert pair == Pair([2, 4, 5, 3, 6, 5, 4, 3], [0, 0, 0, 0, 1, 1, 1, 1])
    (pair,) = tokenizer.pair("the " * 9, ["leaders"], 64)
    assert pair == Pair([2, 4, 4, 4, 4, 4, 3, 3], [0, 0, 0, 0, 0, 0, 0, 1])
