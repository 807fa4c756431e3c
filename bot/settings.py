"""What a command works with: each setting from a flag, else the environment, else the file, else its default."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.configuration import load_configuration
from bot.values import (
    FLAG,
    Given,
    Rule,
    named_paths,
    of_environment,
    path,
    patterns,
    probability,
    read_value,
    switch,
    text,
    texts,
    whole,
)
from bot.variables import check_variables, variable_of
from index import Classifications, Folders, SettingsError

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_TOP_K = 100


@dataclass(frozen=True, slots=True)
class Settings:
    """What a command works with.

    Attributes:
        briefings: the folder of briefings.
        folders: several folders of briefings by name, instead of it; None where there is but that one.
        index: the folder of the index; None for its usual place.
        model: name or folder of a Sentence Transformers model; None for the packaged one.
        store: where an index is that others share; None for one in a folder.
        store_token_file: a file with what its server asks of those it lets in, None for none.
        top_k: how many sentences an answer has.
        threshold: the confidence (a probability) from which an answer counts as one; None for the calibrated one.
        fast: whether the closer look at the best sentences is left out.
        max_risk: the share of wrong answers among those given that sets the threshold; None where that is not asked.
        max_file_bytes: a larger briefing is skipped.
        include: patterns as in `.briefbotignore`; only briefings that they match are read, all where there are none.
        exclude: the same; what they match is not read.
        classifications: the markings that briefings carry, lowest first; None for the library's own list.
        unmarked: the marking that a briefing without one has; None for the lowest.
        ceiling: the highest marking that is asked and told of; None for no ceiling.
        door: whether `ask` asks the process that keeps this index warm, where there is one.
    """

    briefings: Path = Path("briefings")
    folders: Mapping[str, Path] | None = None
    index: Path | None = None
    model: str | None = None
    store: str | None = None
    store_token_file: Path | None = None
    top_k: int = 3
    threshold: float | None = None
    fast: bool = False
    max_risk: float | None = None
    max_file_bytes: int = 50_000_000
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    classifications: tuple[str, ...] | None = None
    unmarked: str | None = None
    ceiling: str | None = None
    door: bool = True

    @property
    def place(self) -> Folders:
        """The folder or the folders of briefings, as the library takes them."""
        return Folders.one(self.briefings) if self.folders is None else Folders.named(self.folders)

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
    given = load_configuration(environment, config).given(NAMES)
    given |= of_environment(environment, {name: variable_of(name) for name in NAMES})
    given |= _of_flags(flags)
    _keep_stronger(given, "threshold", "max_risk")
    _keep_stronger(given, "briefings", "folders")
    values: dict[str, Any] = {name: read_value(_RULES[name], value) for name, value in given.items()}
    settings = Settings(**values)
    _check_markings(settings, given)
    return settings


def _of_flags(flags: Mapping[str, object]) -> dict[str, Given]:
    return {
        name: Given(flags[name], f"--{name.replace('_', '-')}", Path(), FLAG)
        for name in NAMES
        if flags.get(name) is not None
    }


def _keep_stronger(given: dict[str, Given], one: str, other: str) -> None:
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


def _check_markings(settings: Settings, given: Mapping[str, Given]) -> None:
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


def _name_or_folder(given: Given) -> str:
    """Return a model as it was given, or its folder where it is one beside the configuration file."""
    folder = path(given)
    return str(folder) if folder.is_dir() else text(given)


_RULES = {
    "briefings": Rule(path, "a folder"),
    "folders": Rule(named_paths, 'folders by name: a table with lines such as press = "/srv/press"'),
    "index": Rule(path, "a folder"),
    "model": Rule(_name_or_folder, "the name or folder of a Sentence Transformers model"),
    "store": Rule(text, "the address of a shared index, such as milvus://localhost:19530/briefings", shown=False),
    "store_token_file": Rule(path, "a file that only you can read"),
    "top_k": Rule(whole(1, MAX_TOP_K), f"a whole number from 1 to {MAX_TOP_K}"),
    "threshold": Rule(probability, "a number from 0 to 1"),
    "fast": Rule(switch, "true or false"),
    "max_risk": Rule(probability, "a share from 0 to 1, such as 0.2"),
    "classifications": Rule(texts, "a list of markings, lowest first"),
    "unmarked": Rule(text, "one of the classifications"),
    "ceiling": Rule(text, "one of the classifications"),
    "door": Rule(switch, "true or false"),
    "include": Rule(patterns, 'a list of patterns, such as ["2022/", "*.md"]'),
    "exclude": Rule(patterns, 'a list of patterns, such as ["drafts/", "*.old.md"]'),
    "max_file_bytes": Rule(whole(1, 2**40), "a whole number of bytes, 1 or more"),
}
