"""What a command works with: each setting from a flag, else the environment, else the file, else its default."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.variables import CONFIG, check_variables, nearest, variable_of
from index import Classifications, SettingsError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

DEFAULT_FILE = "briefbot.toml"
MAX_TOP_K = 100


@dataclass(frozen=True, slots=True)
class Settings:
    """What a command works with.

    Attributes:
        briefings: the folder of briefings.
        index: the folder of the index; None for its usual place.
        model: name or folder of a Sentence Transformers model; None for the packaged one.
        top_k: how many sentences an answer has.
        threshold: the confidence (a probability) from which an answer counts as one; None for the calibrated one.
        fast: whether the closer look at the best sentences is left out.
        max_risk: the share of wrong answers among those given that sets the threshold; None where that is not asked.
        max_file_bytes: a larger briefing is skipped.
        classifications: the markings that briefings carry, lowest first; None for the library's own list.
        unmarked: the marking that a briefing without one has; None for the lowest.
        ceiling: the highest marking that is asked and told of; None for no ceiling.
    """

    briefings: Path = Path("briefings")
    index: Path | None = None
    model: str | None = None
    top_k: int = 3
    threshold: float | None = None
    fast: bool = False
    max_risk: float | None = None
    max_file_bytes: int = 50_000_000
    classifications: tuple[str, ...] | None = None
    unmarked: str | None = None
    ceiling: str | None = None

    @property
    def markings(self) -> Classifications:
        """The markings and what a briefing without one has, as the library takes them.

        Raises:
            SettingsError: they do not go together.
        """
        if self.classifications is None:
            return Classifications(unmarked=self.unmarked)
        return Classifications(self.classifications, self.unmarked)


NAMES = tuple(field.name for field in fields(Settings))
_FILE, _ENVIRONMENT, _FLAG = range(3)


@dataclass(frozen=True, slots=True)
class _Given:
    """A value as it was given, and where.

    Attributes:
        value: as it was given.
        origin: how a message names the place.
        base: what a path is relative to.
        strength: the higher one beats the lower: file, environment, flag.
    """

    value: object
    origin: str
    base: Path
    strength: int


@dataclass(frozen=True, slots=True)
class _Rule:
    """How a setting is read: `read` raises ValueError or TypeError for what is not `allowed`."""

    read: Callable[[_Given], object]
    allowed: str


def load_settings(flags: Mapping[str, object], environment: Mapping[str, str], config: str | None = None) -> Settings:
    """Return the settings of a command.

    Args:
        flags: values of the command line by name of setting; None where a flag is not given.
        environment: such as `os.environ`; an empty variable counts as not set.
        config: the file that `--config` names.

    Raises:
        SettingsError: a name is unknown, a value is not allowed, or the file cannot be read.
    """
    check_variables(environment, NAMES)
    here = Path()
    given = _of_file(config, environment)
    for name in NAMES:
        variable = variable_of(name)
        if environment.get(variable):
            given[name] = _Given(environment[variable], variable, here, _ENVIRONMENT)
        if flags.get(name) is not None:
            given[name] = _Given(flags[name], f"--{name.replace('_', '-')}", here, _FLAG)
    _keep_stronger(given, "threshold", "max_risk")
    values: dict[str, Any] = {name: _read(name, value) for name, value in given.items()}
    settings = Settings(**values)
    _check_markings(settings, given)
    return settings


def _of_file(config: str | None, environment: Mapping[str, str]) -> dict[str, _Given]:
    """Return the values of the configuration file by name of setting, empty where there is no file."""
    chosen = config or environment.get(CONFIG)
    file = _expand(chosen or DEFAULT_FILE)
    if not chosen and not _is_there(file):
        return {}
    table = _parse(file, "--config" if config else CONFIG if chosen else "the working folder")
    for key in table:
        if key not in NAMES:
            raise SettingsError(f"{file} has the unknown key {key!r}", f"the nearest is {nearest(key, NAMES)!r}")
    return {key: _Given(value, f"{key} in {file}", file.parent, _FILE) for key, value in table.items()}


def _keep_stronger(given: dict[str, _Given], one: str, other: str) -> None:
    """Drop the weaker of two settings that say the same thing in two ways.

    Raises:
        SettingsError: both are given in the same place.
    """
    if one not in given or other not in given:
        return
    first, second = given[one], given[other]
    if first.strength == second.strength:
        raise SettingsError(f"{first.origin} and {second.origin} are both given", "give one of them")
    del given[one if first.strength < second.strength else other]


def _check_markings(settings: Settings, given: Mapping[str, _Given]) -> None:
    """Check that `classifications` is a list of markings, and that `unmarked` and `ceiling` are in it.

    Raises:
        SettingsError: one is not; the message says where it was given and which marking is nearest.
    """
    name = "classifications"
    try:
        known = replace(settings, unmarked=None).markings
        for name in ("unmarked", "ceiling"):
            if name in given:
                known.named(str(given[name].value))
    except SettingsError as error:
        raise SettingsError(f"{given[name].origin} is {given[name].value!r}: {error.what}", error.todo) from error


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


def _read(name: str, given: _Given) -> object:
    rule = _RULES[name]
    try:
        return rule.read(given)
    except (TypeError, ValueError) as error:
        raise SettingsError(f"{given.origin} is {given.value!r}", f"give {rule.allowed}") from error


def _text(given: _Given) -> str:
    if not isinstance(given.value, str | Path):
        raise TypeError
    text = str(given.value)
    if not text.strip() or "\0" in text:
        raise ValueError
    return text


def _folder(given: _Given) -> Path:
    return given.base / _expand(_text(given))


def _expand(path: str) -> Path:
    try:
        return Path(path).expanduser()
    except RuntimeError:  # `~name` of nobody: a folder may well be called so
        return Path(path)


def _name_or_folder(given: _Given) -> str:
    """Return a model as it was given, or its folder where it is one beside the configuration file."""
    folder = _folder(given)
    return str(folder) if folder.is_dir() else _text(given)


def _whole(least: int, most: int) -> Callable[[_Given], int]:
    def read(given: _Given) -> int:
        if isinstance(given.value, bool) or not isinstance(given.value, int | str):
            raise TypeError
        number = int(given.value)
        if not least <= number <= most:
            raise ValueError
        return number

    return read


def _probability(given: _Given) -> float:
    if isinstance(given.value, bool) or not isinstance(given.value, int | float | str):
        raise TypeError
    number = float(given.value)
    if not 0 <= number <= 1:
        raise ValueError
    return number


def _texts(given: _Given) -> tuple[str, ...]:
    """Return a list of texts, in the environment with commas between them."""
    texts = given.value.split(",") if isinstance(given.value, str) else given.value
    if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
        raise TypeError
    return tuple(text.strip() for text in texts)


_SWITCHES = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}


def _switch(given: _Given) -> bool:
    if isinstance(given.value, bool):
        return given.value
    if not isinstance(given.value, str) or given.value.lower() not in _SWITCHES:
        raise ValueError
    return _SWITCHES[given.value.lower()]


_RULES = {
    "briefings": _Rule(_folder, "a folder"),
    "index": _Rule(_folder, "a folder"),
    "model": _Rule(_name_or_folder, "the name or folder of a Sentence Transformers model"),
    "top_k": _Rule(_whole(1, MAX_TOP_K), f"a whole number from 1 to {MAX_TOP_K}"),
    "threshold": _Rule(_probability, "a number from 0 to 1"),
    "fast": _Rule(_switch, "true or false"),
    "max_risk": _Rule(_probability, "a share from 0 to 1, such as 0.2"),
    "classifications": _Rule(_texts, "a list of markings, lowest first"),
    "unmarked": _Rule(_text, "one of the classifications"),
    "ceiling": _Rule(_text, "one of the classifications"),
    "max_file_bytes": _Rule(_whole(1, 2**40), "a whole number of bytes, 1 or more"),
}
