"""An adapter is merged into a copy of a transformer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from safetensors.numpy import load_file, save_file
from small_models import load_original

from index.encoders.describe import NotExportableError
from index.encoders.merge import first_token_only, merge_adapter

if TYPE_CHECKING:
    from pathlib import Path

    from small_adapters import SmallPairs

QUERY = "encoder.layer.0.attention.self.query"


def test_weights_become_w_plus_ba_and_the_model_stays_as_it_was(small_pairs: SmallPairs) -> None:
    """Hu et al., 2021."""
    transformer = load_original(small_pairs.model)[0].auto_model
    before = transformer.get_submodule(QUERY).weight.detach().numpy().copy()
    module = merge_adapter(transformer, small_pairs.adapter)
    tensors = load_file(small_pairs.adapter)
    change = tensors[f"{QUERY}.lora_B"].astype(np.float32) @ tensors[f"{QUERY}.lora_A"].astype(np.float32)
    merged = module.transformer.get_submodule(QUERY).weight.detach().numpy()
    np.testing.assert_allclose(merged, before + change, atol=1e-5)
    np.testing.assert_array_equal(transformer.get_submodule(QUERY).weight.detach().numpy(), before)


def test_to_read_the_first_token_only_changes_no_logit(small_pairs: SmallPairs) -> None:
    """It is for the while of a block."""
    import torch

    module = merge_adapter(load_original(small_pairs.model)[0].auto_model, small_pairs.adapter)
    ids = torch.tensor([[2, 5, 6, 3], [2, 7, 3, 0]])
    rows = (ids, (ids > 0).long(), torch.zeros_like(ids))
    with torch.no_grad():
        expected = module(*rows).numpy()
        with first_token_only(module):
            np.testing.assert_allclose(module(*rows).numpy(), expected, atol=1e-5)
            assert module.transformer(ids).last_hidden_state.shape[1] == 1
        assert module.transformer(ids).last_hidden_state.shape[1] == 4


@pytest.mark.parametrize("fault", ["unknown module", "no B", "no A", "wrong shape", "no head", "stray"])
def test_an_adapter_that_does_not_fit_is_refused(small_pairs: SmallPairs, tmp_path: Path, fault: str) -> None:
    """Nothing of it is left out in silence."""
    tensors = load_file(small_pairs.adapter)
    match fault:
        case "unknown module":
            tensors["encoder.layer.9.output.dense.lora_A"] = tensors[f"{QUERY}.lora_A"]
            tensors["encoder.layer.9.output.dense.lora_B"] = tensors[f"{QUERY}.lora_B"]
        case "no B":
            del tensors[f"{QUERY}.lora_B"]
        case "no A":
            del tensors[f"{QUERY}.lora_A"]
        case "wrong shape":
            tensors[f"{QUERY}.lora_B"] = tensors[f"{QUERY}.lora_B"][:-1]
        case "no head":
            del tensors["head.2.weight"]
        case _:
            tensors["query.bias"] = tensors["head.0.bias"]
    save_file(tensors, tmp_path / "a.safetensors")
    with pytest.raises(NotExportableError, match="its adapter does not fit"):
        merge_adapter(load_original(small_pairs.model)[0].auto_model, tmp_path / "a.safetensors")
