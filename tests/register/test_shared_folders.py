"""Places where a register must not lie without its owner saying so."""

from pathlib import Path

import pytest

from sgreview.register import shared_folders
from sgreview.register.shared_folders import looks_shared


@pytest.mark.parametrize(
    "path",
    [
        "/home/x/OneDrive - Northmoor Council/register.db",
        "/home/x/Dropbox (Work)/a/register.db",
        "/Users/x/Library/Mobile Documents/com~apple~CloudDocs/register.db",
        "C:\\Users\\x\\OneDrive\\register.db",
        "\\\\server\\share\\register.db",
        "//server/share/register.db",
        "/Users/x/Google Drive/register.db",
    ],
)
def test_synced_and_shared_places_are_named(path):
    assert looks_shared(Path(path)).startswith("it lies ")


def test_an_ordinary_folder_is_not_shared(tmp_path):
    assert looks_shared(tmp_path / "register.db") == ""


def test_a_file_called_like_a_folder_of_dropbox_is_not_one(tmp_path):
    assert looks_shared(tmp_path / "dropbox.db") == ""


def test_a_folder_of_syncthing_is_told(tmp_path):
    (tmp_path / ".stfolder").mkdir()
    assert "Syncthing" in looks_shared(tmp_path / "deep" / "register.db")


@pytest.mark.parametrize(("kind", "shared"), [("cifs", True), ("nfs4", True), ("ext4", False), ("overlay", False)])
def test_the_nearest_mount_decides(tmp_path, monkeypatch, kind, shared):
    mounts = tmp_path / "mounts"
    place = tmp_path / "my files"
    place.mkdir()
    written = str(place.resolve()).replace(" ", "\\040")
    mounts.write_text(f"dev / ext4 rw 0 0\n//server/x {written} {kind} rw 0 0\n")
    monkeypatch.setattr(shared_folders, "MOUNTS", mounts)
    assert bool(looks_shared(place / "register.db")) is shared
