"""How a loaded model is to be run, or that the exporter can't do it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from small_models import DIMENSION, MAX_TOKENS, load_original

from index.encoders.describe import NotExportableError, describe_model, document_prompt, question_prompt
from index.encoders.exported import Exported, Pooling

if TYPE_CHECKING:
    from small_models import SmallModels


def load(small_models: SmallModels, name: str) -> Any:  # noqa: ANN401 - sentence_transformers may not be imported here
    """Return a `SentenceTransformer`."""
    return load_original(small_models.model(name))


@pytest.mark.parametrize(
    ("name", "pooling"), [("mean", Pooling.MEAN), ("cls", Pooling.CLS), ("lasttoken", Pooling.LAST_TOKEN)]
)
def test_every_pooling_that_is_promised_is_known(small_models: SmallModels, name: str, pooling: Pooling) -> None:
    """With the model's own limits."""
    assert describe_model(load(small_models, name)) == Exported(
        pooling=pooling,
        dimension=DIMENSION,
        max_tokens=MAX_TOKENS,
        pad_id=0,
        question_prompt="",
        document_prompt="",
    )


def test_prompts_are_the_models(small_models: SmallModels) -> None:
    """One for questions, one for documents."""
    found = describe_model(load(small_models, "prompts"))
    assert (found.question_prompt, found.document_prompt) == ("question: ", "note: ")


@pytest.mark.parametrize(
    ("prompts", "default", "question", "document"),
    [
        ({}, None, "", ""),
        ({"query": "q "}, None, "q ", ""),
        ({"passage": "p "}, None, "", "p "),
        ({"corpus": "c ", "passage": "p ", "document": "d "}, None, "", "d "),
        ({"other": "o "}, "other", "o ", "o "),
        ({"other": "o ", "query": "q "}, "other", "q ", "o "),
    ],
)
def test_prompts_are_chosen_as_sentence_transformers_does(
    small_models: SmallModels, prompts: dict[str, str], default: str | None, question: str, document: str
) -> None:
    """By `encode_query` and `encode_document`."""
    model = load(small_models, "mean")
    model.prompts, model.default_prompt_name = prompts, default
    assert (question_prompt(model), document_prompt(model)) == (question, document)
    text = "the two leaders"
    assert (model.encode_query(text) == model.encode(question + text, prompt="")).all()
    assert (model.encode_document(text) == model.encode(document + text, prompt="")).all()


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("max", "its pooling is max"),
        ("dense", "it is made of Transformer, Pooling, Dense"),
        ("static", "it is made of StaticEmbedding"),
    ],
)
def test_other_kinds_are_refused(small_models: SmallModels, name: str, reason: str) -> None:
    """In a few words that say why."""
    with pytest.raises(NotExportableError, match=f"^{reason}$"):
        describe_model(load(small_models, name))


def test_two_poolings_at_once_are_refused(small_models: SmallModels) -> None:
    """Their vectors are joined."""
    model = load(small_models, "mean")
    model[1].pooling_mode = ("cls", "mean")
    with pytest.raises(NotExportableError, match="its pooling is cls and mean"):
        describe_model(model)


def test_a_pooling_that_leaves_the_prompt_out_is_refused(small_models: SmallModels) -> None:
    """Only where there is a prompt to leave out."""
    without, having = load(small_models, "mean"), load(small_models, "prompts")
    without[1].include_prompt = having[1].include_prompt = False
    assert describe_model(without).document_prompt == ""
    with pytest.raises(NotExportableError, match="leaves the prompt out"):
        describe_model(having)


def test_a_module_of_the_models_own_is_refused(small_models: SmallModels) -> None:
    """Whatever it is called: nobody knows what it does."""
    model = load(small_models, "mean")
    model[2].__class__ = type("Normalize", (type(model[2]),), {"__module__": "custom"})
    with pytest.raises(NotExportableError, match="it is made of Transformer, Pooling, Normalize"):
        describe_model(model)


def test_a_tokenizer_without_a_file_is_refused(small_models: SmallModels) -> None:
    """Nothing but transformers could run it."""

    class Slow:
        pad_token_id = 0

    model = load(small_models, "mean")
    model[0].processor = Slow()
    with pytest.raises(NotExportableError, match=r"has no tokenizer\.json"):
        describe_model(model)


@pytest.mark.parametrize(
    ("claimed", "positions", "limit"),
    [(8, 24, 8), (24, 24, 24), (10_000, 8192, 2048), (10**30, -1, 512), (10_000, -1, 512), (1000, -1, 1000)],
)
def test_the_limit_is_what_can_be_believed(small_models: SmallModels, claimed: int, positions: int, limit: int) -> None:
    """A claim beyond 2,048 tokens is cut to that, or to 512 where nothing else is known of the model."""
    model = load(small_models, "mean")
    model[0].auto_model.config.max_position_embeddings = positions
    model[0].tokenizer.model_max_length = claimed
    assert describe_model(model).max_tokens == limit
