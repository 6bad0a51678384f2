"""What `save` says where there is no file to be written: one sentence, whatever the explorer."""

import os
from pathlib import Path

import pytest

import bplesson as bp
from tests.kit.test_left_behind import MAKERS

WALKS = ("SlopeExplorer", "ChainExplorer", "LayersExplorer")
NAMES = [*((name, ".png") for name in MAKERS), *((name, ".gif") for name in WALKS)]


@pytest.fixture(scope="module", params=NAMES, ids=" ".join)
def made(request):
    name, ending = request.param
    return MAKERS[name](), ending


def refused(explorer, path) -> str:
    with pytest.raises(bp.InputError) as caught:
        explorer.save(path, **({"steps": 1} if str(path).endswith(".gif") else {}))
    said = str(caught.value)
    assert said.startswith("path: expected ") and "\n" not in said and len(said) < 200
    return said


def test_a_file_that_cannot_be_written_is_one_sentence(made, tmp_path, monkeypatch):
    explorer, ending = made
    monkeypatch.chdir(tmp_path)
    drawn = explorer._still()  # what cannot be written need not be drawn anew each time
    png = drawn.png()
    monkeypatch.setattr(drawn, "png", lambda: png)
    monkeypatch.setattr(explorer, "_still", lambda: drawn)
    (tmp_path / f"folder{ending}").mkdir()
    before = explorer._snapshot()
    assert "No such file or directory" in refused(explorer, f"nodir/a{ending}")
    assert f"got 'folder{ending}': Is a directory" in refused(explorer, f"folder{ending}")
    assert "null" in refused(explorer, f"a\0{ending}")
    for nothing in (None, 3, ["a.png"]):
        assert refused(explorer, nothing) == f"path: expected the name of a file, got {nothing!r}"

    def full(path, data):
        raise OSError(28, os.strerror(28))

    def locked(path, data):
        raise PermissionError(13, os.strerror(13))

    for fault, why in ((full, "No space left on device"), (locked, "Permission denied")):
        monkeypatch.setattr(Path, "write_bytes", fault)
        assert refused(explorer, tmp_path / f"a{ending}").endswith(why)
    assert repr(explorer._snapshot()) == repr(before)


def test_a_finished_figure_says_it_too():
    with pytest.raises(bp.InputError, match=r"^path: expected a file that can be written, got 'nodir/a\.png': No such"):
        bp.SlopeExplorer()._still().save("nodir/a.png")
