"""Merge an adapter into a transformer: what reads a question and a text together, and gives one logit.

For each adapted module NAME the file holds `NAME.lora_A` (rank, in) and `NAME.lora_B` (out, rank), scaled: the
module's weights become W + BA (Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models", 2021, section
4.1). `head.0` and `head.2` are two layers with GELU between them, on the last embedding of the first token.
"""

from __future__ import annotations

import copy
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from index.encoders.describe import NotExportableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# What the merged module takes, in order, each `(rows, columns)`, int64. The last tells a question from a text, also
# where a model's tokenizer leaves it out for single texts.
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
_HEAD, _A, _B = "head.", ".lora_A", ".lora_B"


def merge_adapter(transformer: Any, path: Path) -> Any:  # noqa: ANN401 - torch may not be imported here
    """Return a torch module that takes `INPUTS` and gives a logit for each row: `(rows,)`, float32.

    Args:
        transformer: a `BertModel`, which is left as it is.
        path: the adapter's file.

    Raises:
        NotExportableError: the adapter is not for this architecture.
    """
    from safetensors.torch import load_file

    tensors = {name: tensor.float() for name, tensor in load_file(path).items()}
    merged = copy.deepcopy(transformer)
    try:
        _merge(merged, {name: tensor for name, tensor in tensors.items() if not name.startswith(_HEAD)})
        head = _make_head({name.removeprefix(_HEAD): tensors[name] for name in tensors if name.startswith(_HEAD)})
    except (KeyError, AttributeError, RuntimeError) as error:  # torch's, for a module or a shape that is not there
        raise NotExportableError(f"its adapter does not fit: {error}") from error
    return _join(merged, head)


def _merge(transformer: Any, tensors: dict[str, Any]) -> None:  # noqa: ANN401 - as above
    import torch

    names = sorted({name.removesuffix(_A).removesuffix(_B) for name in tensors})
    with torch.no_grad():
        for name in names:
            transformer.get_submodule(name).weight += tensors[name + _B] @ tensors[name + _A]


def _make_head(tensors: dict[str, Any]) -> Any:  # noqa: ANN401 - as above
    import torch

    width, size = tensors["0.weight"].shape
    head = torch.nn.Sequential(torch.nn.Linear(size, width), torch.nn.GELU(), torch.nn.Linear(width, 1))
    head.load_state_dict(tensors)
    return head


def _join(transformer: Any, head: Any) -> Any:  # noqa: ANN401 - as above
    import torch

    class CrossEncoder(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer
            self.head = head

        def forward(self, *tensors: torch.Tensor) -> torch.Tensor:
            given = dict(zip(INPUTS, tensors, strict=True))
            hidden = self.transformer(**given, return_dict=True).last_hidden_state
            logits: torch.Tensor = self.head(hidden[:, 0]).squeeze(1)
            return logits

    return CrossEncoder().eval()


@contextmanager
def first_token_only(module: Any) -> Iterator[None]:  # noqa: ANN401 - as above
    """Have the last layer's feed-forward part read the first token only, the only one that the head reads.

    The logits stay the same, and a ninth of the work is saved.
    """
    attention = module.transformer.encoder.layer[-1].attention
    hook = attention.register_forward_hook(lambda _module, _given, found: (found[0][:, :1], *found[1:]))
    try:
        yield
    finally:
        hook.remove()
