"""Turn a Sentence Transformers model into a stored ONNX graph that opens in milliseconds."""

from __future__ import annotations

import contextlib
import inspect
import shutil
from typing import TYPE_CHECKING, Any

from index.encoders.exported import GRAPH, WEIGHTS, Exported, Pooling
from index.encoders.graph import LOGIT, SENTENCE, TOKENS
from index.encoders.merge import INPUTS, first_token_only

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_OPSET = 17  # the newest that ONNX Runtime's fusions know well


_AXES = {0: "rows", 1: "columns"}


def trace_model(model: Any, exported: Exported, path: Path) -> None:  # noqa: ANN401 - torch may not be imported here
    """Write the plain graph of a `SentenceTransformer`: token ids to sentence and token embeddings.

    The sentence embedding is what pooling gives, of any length.
    """
    transformer, inputs = model[0].auto_model, _inputs(model[0])
    with contextlib.suppress(ValueError, AttributeError):  # a model may know only one way of attention
        transformer.set_attn_implementation("eager")
    module = _wrap(transformer, inputs, exported.pooling)
    _trace(module, inputs, {SENTENCE: {0: "rows"}, TOKENS: _AXES}, exported.pad_id, path)


def two_outputs(model: Any, pooling: Pooling) -> tuple[Any, tuple[str, ...]]:  # noqa: ANN401 - as above
    """Return a module from a model's inputs to its sentence and token embeddings, float32, and the inputs' names."""
    inputs = _inputs(model[0])
    return _wrap(model[0].auto_model, inputs, pooling), inputs


def trace_pairs(module: Any, pad_id: int, path: Path) -> None:  # noqa: ANN401 - as above
    """Write the plain graph of what `merge_adapter` gives: token ids to a logit for each row."""
    module.transformer.set_attn_implementation("eager")
    with first_token_only(module):
        _trace(module, INPUTS, {LOGIT: {0: "rows"}}, pad_id, path)


def _inputs(transformer: Any) -> tuple[str, ...]:  # noqa: ANN401 - as above
    """Return the names of what both the tokenizer gives and the model takes."""
    given = transformer.tokenizer.model_input_names
    taken = inspect.signature(transformer.auto_model.forward).parameters
    kinds = ("token_type_ids",) if "token_type_ids" in given and "token_type_ids" in taken else ()
    return ("input_ids", "attention_mask", *kinds)


def _trace(
    module: Any,  # noqa: ANN401 - as above
    inputs: tuple[str, ...],
    outputs: Mapping[str, Mapping[int, str]],
    pad_id: int,
    path: Path,
) -> None:
    """Write a module's graph; torch's newer exporter ("dynamo") writes attention in a form that is not fused."""
    import torch

    filler = 0 if pad_id else 1
    # Rows of two lengths: what depends on padding is traced too.
    ids = torch.tensor([[filler] * 8, [filler] * 5 + [pad_id] * 3])
    mask = torch.tensor([[1] * 8, [1] * 5 + [0] * 3])
    given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": torch.zeros_like(ids)}
    torch.onnx.export(
        module,
        tuple(given[name] for name in inputs),
        str(path),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_axes={**dict.fromkeys(inputs, _AXES), **outputs},
        opset_version=_OPSET,
        dynamo=False,
    )


def _wrap(transformer: Any, inputs: tuple[str, ...], pooling: Pooling) -> Any:  # noqa: ANN401 - as above
    import torch

    class TwoOutputs(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, *tensors: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
            given = dict(zip(inputs, tensors, strict=True))
            tokens = self.transformer(**given, return_dict=True).last_hidden_state.float()
            mask = given["attention_mask"]
            if pooling is Pooling.CLS:
                return tokens[:, 0], tokens
            if pooling is Pooling.LAST_TOKEN:  # rows are padded on the right
                last = (mask.sum(1) - 1).clamp(min=0)[:, None, None].expand(-1, 1, tokens.shape[-1])
                return tokens.gather(1, last).squeeze(1), tokens
            weights = mask.unsqueeze(-1).to(tokens.dtype)
            return (tokens * weights).sum(1) / weights.sum(1).clamp(min=1e-9), tokens

    return TwoOutputs().eval()


def fuse_graph(model: Any, plain: Path, fused: Path) -> None:  # noqa: ANN401 - as above
    """Write a graph with attention, layer norms and activations fused into ONNX Runtime's own operators."""
    from onnxruntime.transformers.optimizer import optimize_model

    config = model[0].auto_model.config
    heads, size = (getattr(config, key, 0) for key in ("num_attention_heads", "hidden_size"))
    # The BERT patterns; in another architecture those that do not match are left as they are.
    optimized = optimize_model(str(plain), "bert", num_heads=heads, hidden_size=size, opt_level=0)
    optimized.save_model_to_file(str(fused), use_external_data_format=True)


def store_graph(source: Path, folder: Path) -> None:
    """Write a graph as ONNX Runtime has optimized it, its weights in a file of their own.

    Opening it then optimizes nothing, and maps the weights into memory: measured with the default model,
    3 ms and 10 MB instead of 190 ms and 110 MB.
    """
    import onnxruntime

    _try_room(source.parent, folder)
    options = onnxruntime.SessionOptions()
    # What the highest level adds is laid out for the processor at hand, and the cache may be read by others.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(folder / GRAPH)
    options.log_severity_level = 4
    options.add_session_config_entry("session.optimized_model_external_initializers_file_name", WEIGHTS)
    options.add_session_config_entry("session.optimized_model_external_initializers_min_size_in_bytes", "1024")
    onnxruntime.InferenceSession(str(source), options, providers=["CPUExecutionProvider"])


def _try_room(like: Path, folder: Path) -> None:
    """Find out whether another copy of a folder's files has room; ONNX Runtime's error would not tell.

    Raises:
        OSError: it has not.
    """
    trial = folder / "trial"
    try:
        for path in like.iterdir():
            shutil.copyfile(path, trial)
    finally:
        trial.unlink(missing_ok=True)
