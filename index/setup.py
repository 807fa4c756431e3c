"""What it takes to open an index, wherever it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from index.encoders.of_many import as_it_is

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from index.classifications import Classifications
    from index.encoders.base import Encoder
    from index.encoders.of_many import OfMany
    from index.folders import Folders
    from index.models import Model
    from index.reports import Notify, Progress
    from index.scan_rules import ScanRules


@dataclass(frozen=True, slots=True)
class Setup:
    """What every index is opened with.

    Attributes:
        folders: the briefings folders.
        index_folder: the folder where an index lies, or what this machine keeps of one that lies elsewhere.
        rules: which files are read.
        classifications: the markings that ceilings are held against.
        model: finds the model; raises ModelError where there is none.
        encoder: loads the encoder.
        notify: told in one line what a person should see.
        progress: told how far a sync is.
        of_many: gives what is to encode many texts in the encoder's place.
    """

    folders: Folders
    index_folder: Path
    rules: ScanRules
    classifications: Classifications
    model: Callable[[], Model]
    encoder: Callable[[], Encoder]
    notify: Notify
    progress: Progress
    of_many: OfMany = as_it_is
