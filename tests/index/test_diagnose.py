"""A health check finds what is wrong, says what to do, and never stops at it."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

import index
from index.catalog import Catalog
from index.columns import Segmented, words_digest
from index.diagnose import diagnose
from index.encoders.cache import export_folder
from index.encoders.exported import GRAPH, TOKENIZER, WEIGHTS, Exported, Pooling, Refused, write_export
from index.facts import RULES_VERSION, Facts, write_facts
from index.file_state import FileState
from index.folders import Folders
from index.group import group
from index.grow import grow_stores
from index.health.folders import check_briefings, check_cache, nearest
from index.health.index_state import check_index, check_permissions
from index.health.installation import OLDEST_SQLITE, judge_sqlite
from index.health.model import check_model, look_for_model
from index.health.room import available_memory, check_memory, judge_disk, judge_memory
from index.location import Location, make_index_folder
from index.models import Model
from index.publish import STORES
from index.readers import read, what_to_put
from index.reports import Finding, Level
from index.schema import CATALOG_NAME, FORMAT_VERSION
from index.segment import segment
from index.staging import promote
from index.stores.manifest import seal_store
from index.stores.parts import PARTS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from contextlib import AbstractContextManager

    Bound = Callable[[], AbstractContextManager[None]]

MODEL = Model("small", Path("small"), "a" * 64)
REBUILD = "run `briefbot index --rebuild`"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test a cache folder of its own, which does not exist yet."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("BRIEFBOT_CACHE", str(folder))
    return folder


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    """Return a briefings folder with two briefings."""
    folder = tmp_path / "notes"
    folder.mkdir()
    for name in ("a.md", "b.txt"):
        (folder / name).write_text("Some words.\n", encoding="utf-8")
    return folder


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """Return the folder of a whole index with one sentence, made with MODEL."""
    folder = tmp_path / "made"
    make_index_folder(folder)
    facts = Facts(3, "s3", MODEL.name, MODEL.digest, 4, RULES_VERSION, dt.datetime(2024, 5, 6, tzinfo=dt.UTC))
    stores = folder / STORES / facts.store
    stores.mkdir(parents=True)
    document = read("a.md", b"Words.")
    sentences = segment(document)
    with Catalog(folder) as catalog:
        catalog.stage([(FileState("a.md", 6, 0, 0, b""), [Segmented(document, sentences, group(sentences))])])
        catalog.add_vectors([words_digest("Words.")], np.eye(1, 4, dtype=np.float32))
        with catalog.transaction() as connection:
            promote(connection, [])
            write_facts(connection, facts)
            grow_stores(connection, stores, None, facts.dimension)
    seal_store(stores)
    return folder


def worst(findings: Iterable[Finding]) -> Finding:
    """Return the only finding that is not OK."""
    (found,) = (finding for finding in findings if finding.level is not Level.OK)
    assert found.todo
    assert len(f"{found.what}{found.todo}".splitlines()) == 1
    return found


def levels(findings: Iterable[Finding], area: str) -> list[Level]:
    """Return how bad the findings of an area are."""
    return [finding.level for finding in findings if finding.area == area]


def test_a_newcomers_machine_is_in_order(notes: Path) -> None:
    """Before the first question all areas are looked at, none has a problem, and nothing has been made."""
    findings = diagnose(Folders.one(notes), None, None)
    areas = {finding.area for finding in findings}
    assert areas >= {"installation", "model", "cache", "briefings", "index", "disk"}
    assert [finding for finding in findings if finding.level is Level.PROBLEM and finding.area != "disk"] == []
    said = "\n".join(finding.what for finding in findings)
    assert "2 briefings in" in said
    assert "all-MiniLM-L6-v2 will be prepared at the first use" in said
    assert "it is not made yet" in said
    assert sorted(path.name for path in notes.parent.iterdir()) == ["notes"]


def test_nothing_heavy_is_imported(notes: Path) -> None:
    """What is installed is told without importing torch, sentence-transformers, FAISS or Telegram."""
    code = (
        "import sys; from pathlib import Path; from index.diagnose import diagnose;"
        "from index.folders import Folders;"
        "diagnose(Folders.one(Path(sys.argv[1])), None, None);"
        "print({'torch', 'sentence_transformers', 'telegram', 'faiss', 'tantivy'} & set(sys.modules))"
    )
    root = str(Path(index.__file__).parents[1])
    command = [sys.executable, "-c", code, str(notes)]
    said = subprocess.run(command, env=dict(os.environ) | {"PYTHONPATH": root}, capture_output=True, check=True)
    assert said.stdout.decode().strip() == "set()"


def test_each_missing_package_is_a_problem_with_its_command() -> None:
    """In a Python where nothing is installed, each package is named with the command that installs it."""
    code = (
        "import json; from index.health.installation import check_installation;"
        "print(json.dumps([[f.level, f.what, f.todo] for f in check_installation()]))"
    )
    root = str(Path(index.__file__).parents[1])
    command = [sys.executable, "-S", "-c", code]  # -S: no site-packages
    said = subprocess.run(command, env=dict(os.environ) | {"PYTHONPATH": root}, capture_output=True, check=True)
    problems = [(what, todo) for level, what, todo in json.loads(said.stdout) if level == "problem"]
    assert len(problems) == 8
    assert ("the package faiss-cpu is missing", "run `pip install faiss-cpu`") in problems
    assert any('"python-telegram-bot[' in todo for _, todo in problems)


def test_an_old_sqlite_is_a_problem() -> None:
    """The oldest SQLite that will do is the one named."""
    assert judge_sqlite(OLDEST_SQLITE).level is Level.OK
    assert judge_sqlite((3, 36, 9)).level is Level.PROBLEM
    assert "3.36.9 is too old: 3.37.0" in judge_sqlite((3, 36, 9)).what


def test_the_checks_go_on_where_everything_is_wrong(tmp_path: Path) -> None:
    """A missing folder, a model that is not there and a broken index are three findings, and no error."""
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / CATALOG_NAME).write_bytes(b"no database" * 1000)
    findings = diagnose(Folders.one(tmp_path / "nowhere"), tmp_path / "index", "no/such-model")
    problems = {finding.area: finding for finding in findings if finding.level is Level.PROBLEM}
    assert {"briefings", "model", "index"} <= problems.keys()
    assert all(problem.todo for problem in problems.values())
    assert "does not exist" in problems["briefings"].what
    assert "no/such-model" in problems["model"].what
    assert "--rebuild" in problems["index"].todo
    assert {"disk", "cache", "installation"} <= {finding.area for finding in findings}


def test_a_name_that_no_system_takes_is_a_finding() -> None:
    """Even a folder's name that the operating system refuses to look at stops nothing."""
    findings = diagnose(Folders.one(Path("no\0where")), None, "~nobody-of-this-name/model")
    assert Level.PROBLEM in levels(findings, "index")
    assert Level.PROBLEM in levels(findings, "model")
    assert levels(findings, "installation")


@pytest.mark.skipif(os.name != "posix", reason="other systems know no ~somebody")
def test_a_cache_that_cannot_be_found_is_a_finding(notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A cache in the home of somebody unknown is named with the variable to set."""
    monkeypatch.setenv("BRIEFBOT_CACHE", "~nobody-of-this-name/cache")
    found = worst(finding for finding in diagnose(Folders.one(notes), None, None) if finding.area == "cache")
    assert found.level is Level.PROBLEM
    assert "BRIEFBOT_CACHE" in found.what
    assert found.todo


def test_a_folder_that_may_not_be_opened_is_a_finding(
    open_folder: Path, tmp_path: Path, bound_by_permissions: Bound
) -> None:
    """An unreadable briefings folder and an index below it are told, not raised."""
    diagnose(Folders.one(tmp_path), None, None)  # what it imports is here before rights are given away
    closed = open_folder / "closed"
    closed.mkdir()
    closed.chmod(0)
    try:
        with bound_by_permissions():
            findings = diagnose(Folders.one(closed), closed / "index", None)
    finally:
        closed.chmod(0o700)
    assert Level.PROBLEM in levels(findings, "briefings")
    assert Level.PROBLEM in levels(findings, "index")
    assert not [finding for finding in findings if "report" in finding.todo]
    assert levels(findings, "memory") == levels(tuple(check_memory()), "memory")


def test_briefings_are_counted_and_skipped_files_named(notes: Path) -> None:
    """What is read is counted; of what is not, the first three are named with the reason."""
    assert worst_or_none(check_briefings(Folders.one(notes))) is None
    for number in range(5):
        (notes / f"{number}.exe").write_bytes(b"MZ")
    found = worst(check_briefings(Folders.one(notes)))
    assert found.level is Level.WARNING
    assert found.what.startswith("5 are not read: 0.exe (no reader for .exe), ")
    assert found.what.endswith(" and 2 more")


def worst_or_none(findings: Iterable[Finding]) -> Finding | None:
    """Return the first finding that is not OK, if there is one."""
    return next((finding for finding in findings if finding.level is not Level.OK), None)


def test_a_folder_without_briefings_is_a_problem(tmp_path: Path) -> None:
    """An empty folder, and one that is a file, each say what to do."""
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    assert worst(check_briefings(Folders.one(tmp_path / "empty"))).todo == what_to_put()
    assert "is not a folder" in worst(check_briefings(Folders.one(tmp_path / "file"))).what


def test_a_cache_that_cannot_be_written_is_a_problem(open_folder: Path, bound_by_permissions: Bound) -> None:
    """A cache below a file or in a folder that is not this user's is a problem; one still to be made is not."""
    (open_folder / "file").touch()
    assert "is not a folder" in worst(check_cache(open_folder / "file" / "cache")).what
    assert worst_or_none(check_cache(open_folder / "not" / "yet")) is None
    open_folder.chmod(0o555)
    with bound_by_permissions():
        found = worst(check_cache(open_folder / "not" / "yet"))
    assert found.level is Level.PROBLEM
    assert "BRIEFBOT_CACHE" in found.todo


def test_the_nearest_folder_is_the_first_that_exists(tmp_path: Path) -> None:
    """Room is asked for where a folder would be made."""
    assert nearest(tmp_path) == tmp_path
    assert nearest(tmp_path / "a" / "b") == tmp_path
    assert nearest(Path("nowhere-at-all")) == Path()


def test_a_model_that_is_not_whole_is_a_problem(tmp_path: Path) -> None:
    """A folder without the parts of a model is named with the remedy."""
    found = worst(check_model(look_for_model(str(tmp_path)), tmp_path / "cache"))
    assert found.level is Level.PROBLEM
    assert "modules.json" in found.what


def test_damage_that_keeps_size_and_time_is_seen(tmp_path: Path) -> None:
    """Weights are hashed afresh: a memory of their digest hides nothing."""
    folder = tmp_path / "model"
    folder.mkdir()
    (folder / "modules.json").write_text("[]", encoding="utf-8")
    weights = folder / "model.safetensors"
    weights.write_bytes(b"good")
    before = look_for_model(str(folder))
    status = weights.stat()
    weights.write_bytes(b"evil")
    os.utime(weights, ns=(status.st_atime_ns, status.st_mtime_ns))
    after = look_for_model(str(folder))
    assert isinstance(before, Model)
    assert isinstance(after, Model)
    assert before.digest != after.digest


def test_no_place_for_temporary_files_is_a_finding(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the model cannot be checked for want of a place, that is what is said."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "nowhere"))
    found = worst(check_model(look_for_model(None), tmp_path))
    assert "cannot be checked" in found.what


def test_a_prepared_model_is_told(cache: Path) -> None:
    """An export that is whole is ready, one that is spoilt will be made again, and one that was refused is slow."""
    folder = export_folder(MODEL, cache)
    folder.mkdir(parents=True)
    for name in (GRAPH, WEIGHTS, TOKENIZER):
        (folder / name).write_bytes(b"some")
    write_export(folder, Exported(Pooling.MEAN, 4, 256, 0, "", ""))
    assert list(check_model(MODEL, cache))[-1] == Finding("model", Level.OK, f"small is prepared in {folder}")
    (folder / GRAPH).write_bytes(b"spoilt")
    assert "will be prepared" in list(check_model(MODEL, cache))[-1].what
    write_export(folder, Refused("an unknown pooling"))
    found = worst(check_model(MODEL, cache))
    assert found.level is Level.WARNING
    assert found.what.endswith("slower: an unknown pooling")


def test_a_whole_index_is_in_order(made: Path) -> None:
    """Place, format, generation and stores are told."""
    findings = list(check_index(Location(made), MODEL))
    assert worst_or_none(findings) is None
    said = [finding.what for finding in findings]
    assert said == [
        f"its place is {made}",
        f"the catalog has format {FORMAT_VERSION} and generation 3 of 2024-05-06",
        "FAISS and Tantivy open; sentences: 1",
    ]
    assert worst_or_none(check_permissions(made)) is None


def test_an_index_kept_elsewhere_is_told(made: Path) -> None:
    """Why an index is not where one would look for it is said, and is no warning."""
    findings = list(check_index(Location(made, "the notes cannot be written"), MODEL))
    assert findings[0] == Finding("index", Level.OK, "the notes cannot be written")
    assert worst_or_none(findings) is None


def test_an_index_of_another_model_is_a_problem(made: Path) -> None:
    """Both models are named, with the three ways out; without any model there is nothing to compare."""
    found = worst(check_index(Location(made), Model("large", Path("large"), "b" * 64)))
    assert found.level is Level.PROBLEM
    assert "small" in found.what
    assert "large" in found.what
    assert REBUILD in found.todo
    assert worst_or_none(check_index(Location(made), None)) is None


def spoil(path: Path, script: str) -> None:
    """Do something to a catalog without briefbot."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(script)


@pytest.mark.parametrize(
    "script",
    [
        "PRAGMA user_version = 0",
        "DROP TABLE facts",
        "DELETE FROM facts WHERE name = 'store'",
        "UPDATE facts SET value = 'x' WHERE name = 'generation'",
    ],
)
def test_a_catalog_that_is_not_whole_is_a_problem(made: Path, script: str) -> None:
    """Whatever a catalog lacks, the next step is told, and it is not this check again."""
    spoil(made / CATALOG_NAME, script)
    found = worst(check_index(Location(made), MODEL))
    assert found.level is Level.PROBLEM
    assert REBUILD in found.todo


def test_damage_deep_in_a_catalog_is_a_problem(made: Path) -> None:
    """Pages that no opening reads are read by the check."""
    path = made / CATALOG_NAME
    spoil(path, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE;")
    with closing(sqlite3.connect(path)) as connection:
        query = "SELECT rootpage FROM sqlite_schema WHERE name = 'sentences'"
        (page,) = connection.execute(query).fetchone()
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * size : page * size] = b"\x55" * size
    path.write_bytes(content)
    found = worst(check_index(Location(made), MODEL))
    assert "is damaged" in found.what
    assert found.todo == REBUILD


def test_a_newer_format_is_a_problem(made: Path) -> None:
    """An index of a newer briefbot is not to be made anew but to be read with it."""
    spoil(made / CATALOG_NAME, f"PRAGMA user_version = {FORMAT_VERSION + 1}")
    found = worst(check_index(Location(made), MODEL))
    assert "update briefbot" in found.todo
    assert "--rebuild" not in found.todo


def test_a_first_update_that_did_not_finish_is_no_problem(tmp_path: Path) -> None:
    """A catalog without a generation is finished by the next command."""
    with Catalog(tmp_path):
        pass
    findings = list(check_index(Location(tmp_path), MODEL))
    assert worst_or_none(findings) is None
    assert findings[-1].what == "its first update did not finish"


@pytest.mark.parametrize("damage", ["missing", "spoilt"])
def test_damaged_stores_are_a_problem(made: Path, damage: str) -> None:
    """Stores that are gone or spoilt are named with the command that makes them again."""
    stores = made / STORES / "s3"
    if damage == "missing":
        shutil.rmtree(stores)
    else:
        (stores / PARTS).write_bytes(b"spoilt")
    found = worst(check_index(Location(made), MODEL))
    assert found.level is Level.PROBLEM
    assert "briefbot index" in found.todo


def test_an_index_that_cannot_be_written_is_a_warning(open_folder: Path, bound_by_permissions: Bound) -> None:
    """It can be asked as it stands; one that cannot be made at all is a problem."""
    folder = open_folder / "index"
    with Catalog(open_folder):
        pass
    open_folder.chmod(0o555)
    for path in open_folder.iterdir():
        path.chmod(0o444)
    with bound_by_permissions():
        as_it_is = worst(check_index(Location(open_folder), MODEL))
        not_made = worst(check_index(Location(folder), MODEL))
    assert as_it_is.level is Level.WARNING
    assert "--no-sync" in as_it_is.todo
    assert not_made.level is Level.PROBLEM
    assert "cannot be made" in not_made.what


def test_a_file_in_the_indexs_place_is_a_problem(tmp_path: Path) -> None:
    """A file is named, whether it has the index's own name or that of a folder above it."""
    (tmp_path / "file").touch()
    for place in (tmp_path / "file", tmp_path / "file" / "index"):
        assert "is a file" in worst(check_index(Location(place), MODEL)).what


@pytest.mark.skipif(os.name != "posix", reason="permissions are of another kind here")
@pytest.mark.parametrize(("mode", "level"), [(0o700, Level.OK), (0o750, Level.OK), (0o755, Level.WARNING)])
def test_an_index_that_others_may_read_is_a_warning(tmp_path: Path, mode: int, level: Level) -> None:
    """The command that closes it can be pasted, whatever the folder is called; a group was given its rights."""
    folder = tmp_path / "the index"
    folder.mkdir()
    folder.chmod(mode)
    (found,) = check_permissions(folder)
    assert found.level is level
    if level is Level.WARNING:
        command = found.todo.removeprefix("run `").removesuffix("`")
        subprocess.run(["sh", "-c", command], check=True)
        assert folder.stat().st_mode & 0o777 == 0o750


def test_an_index_that_is_not_there_has_no_permissions(tmp_path: Path) -> None:
    """Nothing is said of what is not made yet."""
    assert list(check_permissions(tmp_path / "nowhere")) == []


@pytest.mark.parametrize(
    ("free", "level"),
    [
        (500_000_000, Level.OK),
        (499_999_999, Level.WARNING),
        (50_000_000, Level.WARNING),
        (49_999_999, Level.PROBLEM),
        (0, Level.PROBLEM),
    ],
)
def test_little_disk_is_a_warning_and_none_a_problem(free: int, level: Level) -> None:
    """What is kept there and how much is left are told."""
    found = judge_disk("index", Path("here"), free)
    assert found.level is level
    assert f"{free / 1e6:,.0f} MB free for the index in here" in found.what
    assert bool(found.todo) is (level is not Level.OK)


def test_little_memory_is_a_warning() -> None:
    """Under 400 MB is little."""
    assert judge_memory(400_000_000).level is Level.OK
    assert judge_memory(399_999_999).level is Level.WARNING
    assert judge_memory(399_999_999).todo


def test_memory_is_read_from_linuxs_report(tmp_path: Path) -> None:
    """What is available is told in bytes; a report that is missing or of another form tells nothing."""
    report = tmp_path / "meminfo"
    assert available_memory(report) is None
    report.write_text("MemTotal: 4000 kB\nMemFree: 100 kB\nMemAvailable:     2000 kB\n", encoding="ascii")
    assert available_memory(report) == 2_048_000
    report.write_text("Mem: a lot\n", encoding="ascii")
    assert available_memory(report) is None
    report.write_bytes(b"\xff\xff")
    assert available_memory(report) is None
