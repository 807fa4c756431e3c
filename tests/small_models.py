"""Sentence Transformers models of a few kilobytes, with weights drawn by chance: nothing is downloaded."""

from __future__ import annotations

import json
import string
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from index.encoders.cache import export_folder
from index.encoders.export import main
from index.encoders.exported import Outcome
from index.encoders.load import load_encoder
from index.models import Model, find_model

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from index.encoders.base import Encoder

DIMENSION = 32
MAX_TOKENS = 24
PAIR_TOKENS = 96
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
_WORDS = ("the", "two", "leaders", "agreed", "to", "share", "information", "ferry", "question", "note", "of", "and")


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a small model differs from the plainest one.

    Attributes:
        pooling: sentence-transformers' name for it.
        prompts: what stands before questions and documents.
        more: makes the modules after pooling.
        lowercase: whether the tokenizer takes capitals for small letters.
        max_tokens: the most tokens that it reads at once.
    """

    pooling: str = "mean"
    prompts: Mapping[str, str] = field(default_factory=dict)
    more: Callable[[], list[Any]] = list
    lowercase: bool = True
    max_tokens: int = MAX_TOKENS


def _normalize() -> list[Any]:
    from sentence_transformers.sentence_transformer.modules import Normalize

    return [Normalize()]


def _dense() -> list[Any]:
    from sentence_transformers.sentence_transformer.modules import Dense

    return [Dense(DIMENSION, 8)]


RECIPES = {
    "mean": Recipe(more=_normalize),
    "cls": Recipe("cls"),
    "lasttoken": Recipe("lasttoken"),
    "prompts": Recipe(prompts={"query": "question: ", "document": "note: "}),
    "cased": Recipe(lowercase=False),
    "max": Recipe("max"),
    "dense": Recipe(more=_dense),
    "pairs": Recipe(max_tokens=PAIR_TOKENS),
}


class SmallModels:
    """The small models of one folder, each built and exported when it is first asked for.

    Attributes:
        folder: where the models are.
        cache: where their exports are.
    """

    def __init__(self, folder: Path) -> None:
        """Take an empty folder."""
        self.folder = folder
        self.cache = folder / "cache"

    def model(self, name: str) -> Model:
        """Return the model of a recipe, or "static"."""
        folder = self.folder / name
        if not folder.is_dir():
            build(name, folder)
        return find_model(str(folder), self.cache)

    def encoder(self, name: str) -> Encoder:
        """Return the encoder of a model, exported in this process: a child would need seconds for each."""
        model = self.model(name)
        target = export_folder(model, self.cache)
        if not target.is_dir():
            target.mkdir(parents=True)
            assert main([str(model.folder), str(target)]) is Outcome.DONE
        return load_encoder(model, self.cache, lambda _: None)


def load_original(model: Model) -> Any:  # noqa: ANN401 - sentence_transformers may not be imported here
    """Return sentence-transformers' own `SentenceTransformer` of a model."""
    from sentence_transformers import SentenceTransformer

    return SentenceTransformer(str(model.folder), device="cpu", local_files_only=True)


def build(name: str, folder: Path) -> Path:
    """Write the model of a recipe, or "static", into a new folder, and return that."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Pooling, Transformer

    torch.manual_seed(7)
    if name == "static":
        return _build_static(folder)
    recipe = RECIPES[name]
    plain = folder.with_name(f"{folder.name}-transformer")
    _write_transformer(plain, make_tokenizer(lowercase=recipe.lowercase), recipe.max_tokens)
    modules = [Transformer(str(plain)), Pooling(DIMENSION, recipe.pooling), *recipe.more()]
    SentenceTransformer(modules=modules, prompts=dict(recipe.prompts), device="cpu").save(str(folder))
    return folder


def _build_static(folder: Path) -> Path:
    """Write a model that looks each token up and reads texts of any length; its folder is returned."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    static = StaticEmbedding(make_tokenizer(), embedding_dim=DIMENSION)
    SentenceTransformer(modules=[static], device="cpu").save(str(folder))
    return folder


def change_settings(path: Path, **changes: object) -> None:
    """Change keys of a JSON file."""
    settings = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(settings | changes), encoding="utf-8")


def _write_transformer(folder: Path, tokenizer: Any, max_tokens: int) -> None:  # noqa: ANN401 - as above
    from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

    config = BertConfig(
        vocab_size=tokenizer.get_vocab_size(),
        hidden_size=DIMENSION,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=max_tokens,
        initializer_range=0.5,  # so that the vectors of two texts differ as those of a trained model do
    )
    BertModel(config).save_pretrained(folder)
    named = {f"{token[1:-1].lower()}_token": token for token in _SPECIAL}
    fast: Any = PreTrainedTokenizerFast
    fast(tokenizer_object=tokenizer, model_max_length=max_tokens, **named).save_pretrained(folder)


def make_tokenizer(*, lowercase: bool = True) -> Any:  # noqa: ANN401 - tokenizers may not be imported here
    """Return a tokenizer that knows some words, and every ASCII character for the others."""
    from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors

    characters = string.ascii_lowercase + string.digits + string.punctuation
    pieces = [*_SPECIAL, *_WORDS, *characters, *(f"##{character}" for character in characters)]
    vocabulary = {piece: number for number, piece in enumerate(dict.fromkeys(pieces))}
    tokenizer = Tokenizer(models.WordPiece(vocabulary, unk_token=_SPECIAL[1]))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=lowercase)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", vocabulary["[CLS]"]), ("[SEP]", vocabulary["[SEP]"])],
    )
    return tokenizer
