"""The file of settings, and the tables in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bot.values import FILE, Given, expand
from bot.variables import CONFIG, nearest
from index import SettingsError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

DEFAULT_FILE = "briefbot.toml"
TELEGRAM_TABLE = "telegram"
"""The table of what Telegram alone is set by; `bot.telegram.settings` reads it."""
SERVE_TABLE = "serve"
"""The table of what `briefbot serve` alone is set by; `bot.serving.settings` reads it."""
_TABLES = (TELEGRAM_TABLE, SERVE_TABLE)


@dataclass(frozen=True, slots=True)
class Configuration:
    """What stands in the file of settings.

    Attributes:
        file: the file; None where there is none.
        table: its keys and values; empty where there is no file.
    """

    file: Path | None = None
    table: Mapping[str, object] = field(default_factory=dict)

    def given(self, names: Collection[str]) -> dict[str, Given]:
        """Return what the file gives by name of setting, its tables aside.

        Raises:
            SettingsError: a key is none of `names`.
        """
        keys = {key: value for key, value in self.table.items() if key not in _TABLES}
        return self._given(keys, names, "")

    def given_in(self, table: str, names: Collection[str]) -> dict[str, Given]:
        """Return what one table of the file gives by name of setting.

        Raises:
            SettingsError: it is no table, or a key of it is none of `names`.
        """
        keys = self.table.get(table, {})
        if not isinstance(keys, dict):
            raise SettingsError(f"{table} in {self.file} is no table", f"write its settings under [{table}]")
        return self._given(keys, names, f"{table}.")

    def _given(self, keys: Mapping[str, object], names: Collection[str], before: str) -> dict[str, Given]:
        for key in keys:
            if key not in names:
                near = before + nearest(key, names)
                raise SettingsError(f"{self.file} has the unknown key {before + key!r}", f"the nearest is {near!r}")
        if self.file is None:
            return {}
        folder = self.file.parent
        return {key: Given(value, f"{before}{key} in {self.file}", folder, FILE) for key, value in keys.items()}


def load_configuration(environment: Mapping[str, str], config: str | None) -> Configuration:
    """Return what the file of settings holds; nothing where none was named and the usual one is not there.

    Args:
        environment: such as `os.environ`.
        config: the file that `--config` names.

    Raises:
        SettingsError: the file cannot be read, or is not TOML.
    """
    chosen = config or environment.get(CONFIG)
    file = expand(chosen or DEFAULT_FILE)
    if not chosen and not _is_there(file):
        return Configuration()
    return Configuration(file, _parse(file, "--config" if config else CONFIG if chosen else "the working folder"))


def _is_there(file: Path) -> bool:
    try:
        return file.exists()
    except PermissionError:  # a working folder that cannot be looked into
        return False


def _parse(file: Path, origin: str) -> dict[str, Any]:
    import tomllib

    try:
        with file.open("rb") as stream:
            return tomllib.load(stream)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file} is not valid TOML: {error}", "correct it") from error
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file} is not valid TOML: it is not UTF-8", "save it as UTF-8") from error
    except OSError as error:
        raise SettingsError(
            f"cannot read the configuration file {file}, named by {origin} ({error.strerror})",
            "name a file that can be read",
        ) from error
