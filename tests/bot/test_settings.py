"""Settings from flags, environment and file."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings, load_settings
from index import Folders, SettingsError


@pytest.fixture(autouse=True)
def _in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def test_without_anything_given_the_defaults_hold() -> None:
    """An empty variable counts as none."""
    assert load_settings({}, {"BRIEFBOT_MODEL": ""}) == Settings()


def test_a_flag_beats_the_environment_which_beats_the_file() -> None:
    """Each of three settings is taken from the strongest place that gives it."""
    Path("briefbot.toml").write_text('briefings = "f"\nmodel = "f"\ntop_k = 7\n', encoding="utf-8")
    environment = {"BRIEFBOT_BRIEFINGS": "e", "BRIEFBOT_MODEL": "e"}
    settings = load_settings({"briefings": "flag", "model": None}, environment)
    assert (settings.briefings, settings.model, settings.top_k) == (Path("flag"), "e", 7)


def test_paths_of_a_file_are_relative_to_it(tmp_path: Path) -> None:
    """A file of settings works from any working folder."""
    folder = tmp_path / "there"
    (folder / "model").mkdir(parents=True)
    file = folder / "mine.toml"
    file.write_text('briefings = "notes"\nindex = "idx"\nmodel = "model"\n', encoding="utf-8")
    settings = load_settings({}, {"BRIEFBOT_CONFIG": str(file)})
    assert (settings.briefings, settings.index) == (folder / "notes", folder / "idx")
    assert settings.model == str(folder / "model")


def test_the_config_flag_beats_its_variable() -> None:
    """Two files, and the flag's counts."""
    Path("a.toml").write_text("top_k = 1", encoding="utf-8")
    Path("b.toml").write_text("top_k = 2", encoding="utf-8")
    assert load_settings({}, {"BRIEFBOT_CONFIG": "a.toml"}, "b.toml").top_k == 2


def test_an_unknown_key_names_the_nearest() -> None:
    """A typing error in a file is no silence."""
    Path("briefbot.toml").write_text("topk = 3", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"briefbot.toml has the unknown key 'topk'; the nearest is 'top_k'"):
        load_settings({}, {})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"top_k = ", "is not valid TOML: "),
        (b'model = "\xff"', "is not valid TOML: it is not UTF-8"),
        (b"top_k = true", "top_k in briefbot.toml is True; give a whole number"),
        (b"threshold = true", "threshold in briefbot.toml is True; give a number from 0 to 1"),
        (b"briefings = 3", "briefings in briefbot.toml is 3; give a folder"),
    ],
)
def test_a_bad_file_is_told_of_with_what_to_do(text: bytes, message: str) -> None:
    """The file or its key is named."""
    Path("briefbot.toml").write_bytes(text)
    with pytest.raises(SettingsError, match=message.replace(".", r"\.")):
        load_settings({}, {})


def test_a_file_that_was_named_and_is_not_there_is_an_error() -> None:
    """Only the default file may be missing."""
    with pytest.raises(SettingsError, match=r"cannot read the configuration file no\.toml, named by --config"):
        load_settings({}, {}, "no.toml")


@pytest.mark.parametrize(
    ("flags", "message"),
    [
        ({"top_k": "0"}, "--top-k is '0'; give a whole number from 1 to 100"),
        ({"top_k": "many"}, "--top-k is 'many'"),
        ({"threshold": "1.5"}, "--threshold is '1.5'; give a number from 0 to 1"),
        ({"threshold": "nan"}, "--threshold is 'nan'"),
        ({"briefings": ""}, "--briefings is ''; give a folder"),
        ({"model": "a\0b"}, "--model is "),
    ],
)
def test_a_value_that_is_not_allowed_names_its_flag(flags: dict[str, object], message: str) -> None:
    """The message says what is allowed."""
    with pytest.raises(SettingsError) as caught:
        load_settings(flags, {})
    assert str(caught.value).startswith(message)


def test_a_bad_variable_is_named() -> None:
    """Not the flag of the same setting."""
    with pytest.raises(SettingsError, match="BRIEFBOT_THRESHOLD is 'high'"):
        load_settings({}, {"BRIEFBOT_THRESHOLD": "high"})


def test_the_users_folder_is_expanded_and_nobodys_is_a_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`~` is the user's home; `~name` of nobody is a folder like any other."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert load_settings({"briefings": "~/notes"}, {}).briefings == tmp_path / "notes"
    assert load_settings({"briefings": "~nobody-of-this-name/n"}, {}).briefings == Path("~nobody-of-this-name/n")


def test_numbers_are_read_from_text_and_from_toml() -> None:
    """A threshold may be a whole number in the file."""
    Path("briefbot.toml").write_text("threshold = 1\nmax_file_bytes = 10", encoding="utf-8")
    settings = load_settings({"top_k": "5"}, {})
    assert (settings.threshold, settings.max_file_bytes, settings.top_k) == (1.0, 10, 5)


def test_of_a_threshold_and_a_risk_the_stronger_place_counts() -> None:
    """A flag beats the environment and the file, whichever of the two it gives."""
    Path("briefbot.toml").write_text("threshold = 0.5\n", encoding="utf-8")
    settings = load_settings({}, {"BRIEFBOT_MAX_RISK": "0.1"})
    assert (settings.threshold, settings.max_risk) == (None, 0.1)
    settings = load_settings({"threshold": "0.7"}, {"BRIEFBOT_MAX_RISK": "0.1"})
    assert (settings.threshold, settings.max_risk) == (0.7, None)


def test_a_threshold_and_a_risk_in_one_place_are_an_error() -> None:
    """They say the same thing in two ways; the line names both."""
    with pytest.raises(SettingsError, match=r"^BRIEFBOT_THRESHOLD and BRIEFBOT_MAX_RISK are both given; give one"):
        load_settings({}, {"BRIEFBOT_MAX_RISK": "0.1", "BRIEFBOT_THRESHOLD": "0.1"})
    with pytest.raises(SettingsError, match=r"--max-risk is '5'; give a share from 0 to 1"):
        load_settings({"max_risk": "5"}, {})


def test_several_folders_are_a_table() -> None:
    """Their paths count from the file's folder; a single folder that is named elsewhere beats them."""
    Path("sub").mkdir()
    file = Path("sub") / "mine.toml"
    file.write_text('[folders]\npress = "/srv/press"\ncables = "../cables"\n', encoding="utf-8")
    settings = load_settings({}, {}, str(file))
    assert settings.folders == {"press": Path("/srv/press"), "cables": Path("sub/../cables")}
    assert settings.place == Folders.named({"press": Path("/srv/press"), "cables": Path("sub/../cables")})
    chosen = load_settings({"briefings": "notes"}, {}, str(file))
    assert (chosen.folders, chosen.place) == (None, Folders.one(Path("notes")))
    named = load_settings({}, {"BRIEFBOT_FOLDERS": "a=x, b = y"})
    assert named.folders == {"a": Path("x"), "b": Path("y")}
    file.write_text('briefings = "notes"\n[folders]\npress = "/srv/press"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match="are both given"):
        load_settings({}, {}, str(file))


@pytest.mark.parametrize("value", ["", 'folders = "x"', "folders = {}", "[folders]\na = 1", '[folders]\n"a/b" = "x"'])
def test_what_is_no_table_of_folders_is_refused(value: str) -> None:
    """The message shows how a line of it looks."""
    if not value:
        with pytest.raises(SettingsError, match="BRIEFBOT_FOLDERS"):
            load_settings({}, {"BRIEFBOT_FOLDERS": "a=x,a=y"})
        return
    Path("briefbot.toml").write_text(value, encoding="utf-8")
    with pytest.raises(SettingsError, match=r"folders in briefbot\.toml .*give folders by name"):
        load_settings({}, {})


def test_patterns_choose_files() -> None:
    """A list in the file, in the environment with commas; an empty pattern is a slip."""
    Path("briefbot.toml").write_text('include = ["press/", "*.md"]\nexclude = ["drafts/"]\n', encoding="utf-8")
    settings = load_settings({}, {"BRIEFBOT_EXCLUDE": "a.md,b/"})
    assert (settings.include, settings.exclude) == (("press/", "*.md"), ("a.md", "b/"))
    with pytest.raises(SettingsError, match="give a list of patterns"):
        load_settings({}, {"BRIEFBOT_INCLUDE": "a,,b"})
