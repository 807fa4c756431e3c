"""A model's tokenizer: texts in, windows of token ids out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from index.encoders.windows import cut_windows
from index.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Window:
    """The tokens of one window of one text.

    Attributes:
        text: position of the text among those given.
        ids: token ids, special ones included.
        start: where the window begins in the text, in code points.
        prompt: length of the prompt before it, in code points.
        encoding: what tokenizers made of it.
    """

    text: int
    ids: Sequence[int]
    start: int
    prompt: int
    encoding: Any

    def locate(self) -> NDArray[np.int64]:
        """Return where each token stands in the text: `(tokens, 2)`, starts and ends in code points.

        A special token, and one of the prompt, stands nowhere in it: its end is its start.
        """
        offsets = np.asarray(self.encoding.offsets, np.int64).reshape(-1, 2) - self.prompt
        special = np.asarray(self.encoding.special_tokens_mask, bool)
        places: NDArray[np.int64] = np.where(special[:, None], 0, np.maximum(offsets, 0) + self.start)
        return places


@dataclass(frozen=True, slots=True)
class Pair:
    """The tokens of a question and a text, as a cross-encoder reads them.

    Attributes:
        ids: token ids, special ones included.
        kinds: for each, 0 where it is the question's and 1 where it is the text's (BERT's `token_type_ids`).
    """

    ids: Sequence[int]
    kinds: Sequence[int]


class Tokenizer:
    """The tokenizer of an exported model. Safe for threads."""

    def __init__(self, path: Path, max_tokens: int) -> None:
        """Load a `tokenizer.json`, leaving out whatever padding and truncation it asks for.

        Raises:
            ModelError: the file is missing or damaged.
        """
        try:
            self._backend = _load(path.read_text(encoding="utf-8"))
        except Exception as error:  # tokenizers raises nothing narrower
            raise ModelError(f"the tokenizer {path} cannot be loaded: {error}") from error
        self._max_tokens = max_tokens

    def count(self, text: str) -> int:
        """Return the tokens of a text, special ones included."""
        return len(self._backend.encode(text).ids)

    def knows(self, word: str) -> bool:
        """Return whether a word is one token, which only words that are common where the model learnt are."""
        for form in (word, word.lower()):
            tokens = self._backend.encode(form, add_special_tokens=False).tokens
            if len(tokens) == 1 and tokens[0].lstrip("\u2581\u0120").casefold() == word.casefold():
                return True
        return False

    def cut(self, texts: Sequence[str], prompt: str) -> list[Window]:
        """Return the windows of texts, in order: one for each text that fits, several for one that does not.

        Args:
            texts: what to encode.
            prompt: what the model wants before each window.
        """
        encodings = self._backend.encode_batch([prompt + text for text in texts])
        windows: list[Window] = []
        for number, (text, encoding) in enumerate(zip(texts, encodings, strict=True)):
            if len(encoding.ids) <= self._max_tokens:
                windows.append(Window(number, encoding.ids, 0, len(prompt), encoding))
            else:
                windows += self._cut_one(number, text, prompt)
        return windows

    def pair(self, question: str, texts: Sequence[str], most: int) -> list[Pair]:
        """Return the pairs of a question with each text, in order, as BERT encodes them, cut to what is read.

        Args:
            question: what is asked.
            texts: what it is paired with.
            most: the most tokens of the question, special ones left out. A text gets the rest of what the model
                reads at once, and is cut at its end.
        """
        room = max(0, self._max_tokens - self._backend.num_special_tokens_to_add(is_pair=True))
        first, *others = self._backend.encode_batch([question, *texts], add_special_tokens=False)
        first.truncate(min(most, room))
        pairs = []
        for other in others:
            other.truncate(room - len(first.ids))
            both = self._backend.post_process(first, other)
            pairs.append(Pair(both.ids, both.type_ids))
        return pairs

    def _cut_one(self, number: int, text: str, prompt: str) -> list[Window]:
        spans = cut_windows(text, self._max_tokens, lambda part: self.count(prompt + part))
        encodings = self._backend.encode_batch([prompt + text[span.start : span.end] for span in spans])
        return [
            Window(number, encoding.ids, span.start, len(prompt), encoding)
            for span, encoding in zip(spans, encodings, strict=True)
        ]


@lru_cache(maxsize=2)  # encoder and pair scorer have the same, and making it takes 40 ms
def _load(settings: str) -> Any:  # noqa: ANN401 - tokenizers may not be imported at module level
    """Return the tokenizer of the text of a `tokenizer.json`; nobody may change it afterwards."""
    from tokenizers import Tokenizer as Backend

    backend = Backend.from_str(settings)
    backend.no_padding()
    backend.no_truncation()
    return backend
