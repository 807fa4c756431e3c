"""Whether the model is here, whole, and prepared."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from index.encoders.cache import export_folder
from index.encoders.exported import Refused, read_export
from index.errors import ModelError
from index.models import find_model
from index.reports import Finding, Level

if TYPE_CHECKING:
    from collections.abc import Iterator

    from index.models import Model

_AREA = "model"


def look_for_model(name: str | None) -> Model | ModelError:
    """Return the model of a name or folder, its files hashed afresh, or why there is none.

    Args:
        name: as `index.models.find_model` takes it.
    """
    try:
        # An empty memory of digests: damage that changed neither size nor time is to be found too.
        with tempfile.TemporaryDirectory(prefix="briefbot-", ignore_cleanup_errors=True) as memory:
            return find_model(name, Path(memory))
    except ModelError as error:
        return error
    except OSError as error:
        return ModelError(f"the model cannot be checked ({error})", "make room in the folder for temporary files")
    except RuntimeError as error:  # `~somebody` who has no home here
        return ModelError(f"the model {name!r} cannot be looked for ({error})", "give its folder with --model")


def check_model(found: Model | ModelError, cache: Path) -> Iterator[Finding]:
    """Yield whether there is a model, and whether it is ready to run; it is not exported for that.

    Args:
        found: what `look_for_model` gave.
        cache: briefbot's cache folder.
    """
    if isinstance(found, ModelError):
        yield Finding(_AREA, Level.PROBLEM, found.what, found.todo)
        return
    yield Finding(_AREA, Level.OK, f"{found.name} is in {found.folder}, with the digest {found.digest[:12]}")
    yield _check_export(found, cache)


def _check_export(model: Model, cache: Path) -> Finding:
    try:
        folder = export_folder(model, cache)
    except ImportError:
        return Finding(_AREA, Level.PROBLEM, "no model can be run without onnxruntime", "run `pip install onnxruntime`")
    export = read_export(folder, cache)
    if export is None:
        return Finding(_AREA, Level.OK, f"{model.name} will be prepared at the first use, about 20 s")
    if isinstance(export, Refused):
        what = f"{model.name} runs with sentence-transformers, which is slower: {export.reason}"
        return Finding(_AREA, Level.WARNING, what, "give another --model, or wait a little longer for answers")
    return Finding(_AREA, Level.OK, f"{model.name} is prepared in {folder}")
