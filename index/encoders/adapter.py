"""The adapter that makes a pair scorer of an encoder: a file of small matrices, and whose weights they are for.

It is a file of safetensors, whose head is 8 bytes of length (little-endian) and that much JSON; the names of
its tensors are told in `index.encoders.merge`. https://huggingface.co/docs/safetensors
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import ModelError
from index.models import digest_weights

if TYPE_CHECKING:
    from index.models import Model

ADAPTER = Path(__file__).with_name("pairs.safetensors")
_FORMAT = "1"


@dataclass(frozen=True, slots=True)
class Adapter:
    """An adapter's file, as far as its head tells.

    Attributes:
        path: where it is.
        digest: SHA-256 of the file, 64 hex digits.
        weights: SHA-256 of the `model.safetensors` that it was trained on, 64 hex digits.
        max_tokens: the most tokens of a pair that it was trained on, special ones included.
    """

    path: Path
    digest: str
    weights: str
    max_tokens: int


def find_adapter(path: Path, model: Model, cache: Path) -> Adapter | None:
    """Return the adapter of a file, or None where there is no file or the model has other weights.

    Args:
        path: the file.
        model: what it is to be merged into.
        cache: briefbot's cache folder, where digests are remembered.

    Raises:
        ModelError: the file is damaged, or the model's files cannot be read.
    """
    if not path.exists():
        return None
    adapter = read_adapter(path)
    return adapter if adapter.weights == digest_weights(model.folder, cache) else None


def read_adapter(path: Path) -> Adapter:
    """Return what the head of an adapter's file tells.

    Raises:
        ModelError: the file is missing, damaged or of another format.
    """
    try:
        content = path.read_bytes()  # two megabytes: read and hashed in 2 ms
        head = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])["__metadata__"]
        if head["format"] != _FORMAT:
            raise ModelError(f"the adapter {path} is of format {head['format']!r}, not {_FORMAT!r}")
        digest = hashlib.sha256(content).hexdigest()
        return Adapter(path, digest, str(head["weights_sha256"]), int(head["max_tokens"]))
    except OSError as error:
        raise ModelError(f"the adapter {path} cannot be read: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"the adapter {path} is damaged", "install briefbot again") from error
