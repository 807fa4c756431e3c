"""Whether there is an index yet, and whether it can be asked with a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.facts import read_facts
from index.made_with import check_made_with
from index.schema import CATALOG_NAME, is_blank
from index.sqlite_errors import damaged

if TYPE_CHECKING:
    from pathlib import Path

    from index.reader_pool import ReaderPool
    from index.setup import Setup


def is_unmade(index_folder: Path) -> bool:
    """Return whether there is no catalog yet.

    Raises:
        DamagedError: there was one.
    """
    path = index_folder / CATALOG_NAME
    if not is_blank(path):
        return False
    from index.aside import was_emptied

    if was_emptied(index_folder):
        raise damaged(path, "it is empty")
    return True


def check_model(setup: Setup, pool: ReaderPool) -> None:
    """Check that an index, where there is one, can be asked with the model that it is opened with.

    Raises:
        CatalogError: it is damaged, or made with another model.
    """
    if not is_unmade(setup.index_folder):
        with pool.reading() as connection:
            check_made_with(setup.model, read_facts(connection), setup.index_folder, "--index")
