"""The cross-encoder in PyTorch: the packaged transformer with a low-rank adapter, and a head on the first token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from peft import LoraConfig, get_peft_model
from safetensors.numpy import save_file
from transformers import AutoModel, AutoTokenizer

from index.encoders.pair_scorer import QUESTION_TOKENS
from index.models import DEFAULT_WEIGHTS_SHA256

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

RANK = 16
MAX_TOKENS = 192
_ADAPTED = ["query", "key", "value", "dense"]


class PairModel(torch.nn.Module):
    """Gives each pair of question and text one logit: how likely the text is to answer (0: as likely as nothing)."""

    def __init__(self, folder: Path) -> None:
        """Load the transformer in `folder` and put an untrained adapter and head on it."""
        super().__init__()
        base = AutoModel.from_pretrained(
            str(folder), local_files_only=True, add_pooling_layer=False, attention_probs_dropout_prob=0.0
        )
        # LoRA: Hu et al., "LoRA: Low-Rank Adaptation of Large Language Models", 2021.
        config = LoraConfig(r=RANK, lora_alpha=2 * RANK, target_modules=_ADAPTED, bias="none")
        self.transformer = get_peft_model(base, config)
        self.tokenizer: Any = AutoTokenizer.from_pretrained(str(folder), local_files_only=True)
        width = base.config.hidden_size
        self.head = torch.nn.Sequential(torch.nn.Linear(width, width), torch.nn.GELU(), torch.nn.Linear(width, 1))

    def tokenize(self, question: str, texts: Sequence[str]) -> list[tuple[list[int], list[int]]]:
        """Return token ids and segment ids of each pair: [CLS] question [SEP] text [SEP]."""
        first = self.tokenizer.encode(question, add_special_tokens=False)[:QUESTION_TOKENS]
        head = [self.tokenizer.cls_token_id, *first, self.tokenizer.sep_token_id]
        pairs = []
        for text in texts:
            room = MAX_TOKENS - len(head) - 1
            second = [*self.tokenizer.encode(text, add_special_tokens=False)[:room], self.tokenizer.sep_token_id]
            pairs.append(([*head, *second], [0] * len(head) + [1] * len(second)))
        return pairs

    def forward(self, pairs: Sequence[tuple[list[int], list[int]]]) -> torch.Tensor:
        """Return the logit of each pair of token and segment ids, shape (len(pairs),)."""
        width = max(len(ids) for ids, _ in pairs)
        ids, kinds, mask = (torch.zeros(len(pairs), width, dtype=torch.long) for _ in range(3))
        for row, (tokens, segments) in enumerate(pairs):
            ids[row, : len(tokens)] = torch.tensor(tokens)
            kinds[row, : len(tokens)] = torch.tensor(segments)
            mask[row, : len(tokens)] = 1
        out = self.transformer(input_ids=ids, token_type_ids=kinds, attention_mask=mask)
        logits: torch.Tensor = self.head(out.last_hidden_state[:, 0])[:, 0]
        return logits

    def save(self, path: Path) -> None:
        """Write adapter and head, float16, in the form that `index.encoders` merges into the packaged weights."""
        tensors = {f"head.{name}": _half(value) for name, value in self.head.state_dict().items()}
        for name, module in self.transformer.base_model.get_submodule("model").named_modules():
            if hasattr(module, "lora_A"):
                scale = module.scaling["default"]
                tensors[f"{name}.lora_A"] = _half(module.lora_A["default"].weight)
                tensors[f"{name}.lora_B"] = _half(module.lora_B["default"].weight * scale)
        about = {"format": "1", "weights_sha256": DEFAULT_WEIGHTS_SHA256, "max_tokens": str(MAX_TOKENS)}
        save_file(tensors, str(path), metadata=about)


def _half(tensor: torch.Tensor) -> Any:  # noqa: ANN401 - an array of NumPy, whose type torch does not name
    return tensor.detach().numpy().astype(np.float16)
