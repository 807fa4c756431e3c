"""Find out how a loaded Sentence Transformers model is to be run, or that the exporter can't do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from index.encoders.exported import Exported, Pooling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# A model may claim to read more; the attention of one text grows with the square of this (200 MB at 2,048).
_MOST_TOKENS = 2048
_DEFAULT_TOKENS = 512  # where neither the tokenizer nor the model says

# Pooling's settings until sentence-transformers 5.
_OLD_POOLING_KEYS = {
    "pooling_mode_cls_token": "cls",
    "pooling_mode_max_tokens": "max",
    "pooling_mode_mean_tokens": "mean",
    "pooling_mode_mean_sqrt_len_tokens": "mean_sqrt_len_tokens",
    "pooling_mode_weightedmean_tokens": "weightedmean",
    "pooling_mode_lasttoken": "lasttoken",
}


class NotExportableError(Exception):
    """A model of a kind that the exporter can't do; the message says why in a few words."""


def describe_model(model: Any) -> Exported:  # noqa: ANN401 - sentence_transformers may not be imported here
    """Return how to run a `SentenceTransformer`.

    Raises:
        NotExportableError: its modules, pooling or tokenizer are not of a kind that the exporter knows.
    """
    transformer, pooling = _known_modules(model)
    tokenizer: Any = transformer.tokenizer
    if getattr(tokenizer, "backend_tokenizer", None) is None:
        raise NotExportableError("its tokenizer has no tokenizer.json")
    if not pooling.include_prompt and any(model.prompts.values()):
        raise NotExportableError("its pooling leaves the prompt out")
    return Exported(
        pooling=_pooling(pooling.get_config_dict()),
        dimension=int(pooling.get_config_dict()["embedding_dimension"]),
        max_tokens=_max_tokens(transformer),
        pad_id=tokenizer.pad_token_id or 0,
        question_prompt=question_prompt(model),
        document_prompt=document_prompt(model),
    )


def question_prompt(model: Any) -> str:  # noqa: ANN401 - as above
    """Return what `SentenceTransformer.encode_query` puts before a text."""
    return _prompt(model, ("query",))


def document_prompt(model: Any) -> str:  # noqa: ANN401 - as above
    """Return what `SentenceTransformer.encode_document` puts before a text."""
    return _prompt(model, ("document", "passage", "corpus"))


def _known_modules(model: Any) -> tuple[Any, Any]:  # noqa: ANN401 - as above
    modules: Sequence[Any] = list(model)
    names = [type(module).__name__ for module in modules]
    own = all(type(module).__module__.startswith("sentence_transformers.") for module in modules)
    if not own or names not in (["Transformer", "Pooling"], ["Transformer", "Pooling", "Normalize"]):
        raise NotExportableError(f"it is made of {', '.join(names)}")
    return modules[0], modules[1]


def _pooling(settings: Mapping[str, Any]) -> Pooling:
    found = settings.get("pooling_mode") or [mode for key, mode in _OLD_POOLING_KEYS.items() if settings.get(key)]
    modes = [found] if isinstance(found, str) else list(found)
    try:
        (mode,) = modes
        return Pooling(mode)
    except ValueError as error:
        raise NotExportableError(f"its pooling is {' and '.join(modes)}") from error


def _max_tokens(transformer: Any) -> int:  # noqa: ANN401 - as above
    claimed = getattr(transformer, "max_seq_length", None) or _DEFAULT_TOKENS
    positions = getattr(transformer.auto_model.config, "max_position_embeddings", None)
    if claimed > _MOST_TOKENS and not (isinstance(positions, int) and positions > 0):
        return _DEFAULT_TOKENS
    return int(min(claimed, _MOST_TOKENS))


def _prompt(model: Any, names: Sequence[str]) -> str:  # noqa: ANN401 - as above
    named = next((name for name in names if name in model.prompts), model.default_prompt_name)
    return str(model.prompts.get(named) or "")
