"""Adapters drawn by chance, for models small and large."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from safetensors import safe_open
from safetensors.numpy import save_file

from index.model_files import digest_file

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from index.models import Model

_RANK = 4
_ADAPTED = re.compile(r"encoder\.layer\.\d+\..*(query|key|value|dense)\.weight")


@dataclass(frozen=True, slots=True)
class SmallPairs:
    """A small model, an adapter for it, and the folder of what was exported of both."""

    model: Model
    adapter: Path
    folder: Path


def write_adapter(model: Model, path: Path, max_tokens: int, *, seed: int = 0, **metadata: str) -> Path:
    """Write an adapter of every matrix in a model's layers, and return its path.

    Args:
        model: whose weights it is for.
        path: where it goes.
        max_tokens: the most tokens of a pair.
        seed: what chance begins with.
        metadata: what the file's head says otherwise.
    """
    rng = np.random.default_rng(seed)
    weights = model.folder / "model.safetensors"
    tensors: dict[str, NDArray[np.float16]] = {}

    def draw(name: str, *shape: int) -> None:
        tensors[name] = rng.normal(0, 1 / np.sqrt(shape[-1]), shape).astype(np.float16)

    with safe_open(weights, "numpy") as original:
        size = original.get_slice("embeddings.LayerNorm.weight").get_shape()[0]
        for name in filter(_ADAPTED.fullmatch, original.keys()):
            out, into = original.get_slice(name).get_shape()
            draw(name.replace(".weight", ".lora_A"), _RANK, into)
            draw(name.replace(".weight", ".lora_B"), out, _RANK)
            tensors[name.replace(".weight", ".lora_B")] /= 8  # a change of the weights, not others
    draw("head.0.weight", size, size)
    draw("head.0.bias", size)
    draw("head.2.weight", 1, size)
    draw("head.2.bias", 1)
    told = {"format": "1", "weights_sha256": digest_file(weights), "max_tokens": str(max_tokens)}
    save_file(tensors, path, told | metadata)
    return path


def score_by_torch(model: Model, adapter: Path, question: str, texts: list[str]) -> NDArray[np.float32]:
    """Return the logits that torch gives by the definition: W + BA, then the head on the first token."""
    import torch
    from safetensors.torch import load_file
    from small_models import load_original

    original = load_original(model)
    transformer, tokenizer = original[0].auto_model, original.tokenizer
    with safe_open(adapter, "numpy") as file:
        max_tokens = int(file.metadata()["max_tokens"])
    tensors = {name: tensor.float() for name, tensor in load_file(adapter).items()}
    parameters = dict(transformer.named_parameters())
    asked = tokenizer(question, add_special_tokens=False, verbose=False)["input_ids"][:64]
    logits = []
    with torch.no_grad():
        for name, low in tensors.items():
            if name.endswith(".lora_A"):
                module = name.removesuffix(".lora_A")
                parameters[f"{module}.weight"] += tensors[f"{module}.lora_B"] @ low
        for text in texts:
            said = tokenizer(text, add_special_tokens=False, verbose=False)["input_ids"][: max_tokens - 3 - len(asked)]
            first = [tokenizer.cls_token_id, *asked, tokenizer.sep_token_id]
            second = [*said, tokenizer.sep_token_id]
            kinds = torch.tensor([[0] * len(first) + [1] * len(second)])
            hidden = transformer(torch.tensor([first + second]), token_type_ids=kinds).last_hidden_state[:, 0]
            hidden = torch.nn.functional.gelu(hidden @ tensors["head.0.weight"].T + tensors["head.0.bias"])
            logits.append(float(hidden @ tensors["head.2.weight"][0] + tensors["head.2.bias"]))
    return np.array(logits, np.float32)
