"""What people install: wheel and sdist hold all that the program needs, and it finds it wherever it is called."""

import os
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).resolve().parents[2]

#: A file of every kind that is no Python module; without any one of them a command fails.
SHIPPED = [
    "sgreview/procedures/nel-rapid-review.toml",
    "sgreview/procedures/working-together-rapid-review.toml",
    "sgreview/templates/agency-information.docx",
    "sgreview/templates/agency-information.toml",
    "sgreview/templates/decision-record.docx",
    "sgreview/examples/case.toml",
    "sgreview/examples/agencies.csv",
    "sgreview/documents/fonts/LiberationSans-Regular.ttf",
    "sgreview/documents/fonts/LiberationSans-Bold.ttf",
    "sgreview/documents/fonts/OFL.txt",
    "sgreview/register/migrations/env.py",
]


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sdist, and the wheel made from it, as a release would be; nothing is fetched."""
    folder = tmp_path_factory.mktemp("built")
    words = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    ran = subprocess.run(words, cwd=folder, capture_output=True, encoding="utf-8", timeout=300)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return folder


@pytest.fixture(scope="session")
def wheel(built: Path) -> Path:
    (path,) = built.glob("*.whl")
    return path


@pytest.fixture(scope="session")
def unpacked(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def run(unpacked: Path, folder: Path, *words: str) -> str:
    """Run the program as the wheel holds it, from another folder, and give back what stood on stdout."""
    env = {"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8", "PYTHONPATH": str(unpacked)}
    ran = subprocess.run(
        [sys.executable, "-P", "-m", "sgreview", *words], cwd=folder, env=env, capture_output=True, encoding="utf-8"
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.parametrize("name", SHIPPED)
def test_the_wheel_holds(wheel: Path, name: str) -> None:
    with ZipFile(wheel) as archive:
        assert name in archive.namelist()


def test_the_wheel_holds_every_template_example_and_module(wheel: Path) -> None:
    wanted = {
        f"sgreview/{path.relative_to(ROOT).as_posix()}"
        for folder in ("templates", "examples")
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not path.name.startswith((".", "~"))
    }
    wanted |= {path.relative_to(ROOT).as_posix() for path in (ROOT / "sgreview").rglob("*.py")}
    with ZipFile(wheel) as archive:
        assert wanted - set(archive.namelist()) == set()


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = archive.namelist()
    assert {name.split("/")[0] for name in names} == {"sgreview", "sgreview-0.1.0.dist-info"}
    assert [name for name in names if name.endswith((".db", ".pyc", ".db-journal"))] == []


def test_the_wheel_says_what_it_is(unpacked: Path) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (metadata,) = unpacked.glob("*.dist-info/METADATA")
    text = metadata.read_text(encoding="utf-8")
    assert f"Version: {project['version']}" in text
    assert "License-Expression: MIT AND OFL-1.1" in text  # the program; the fonts it ships
    assert "Requires-Python: >=3.11" in text
    assert "Requires-Dist: typer<0.29,>=0.28" in text  # 0.29 imports pydantic to run any command
    (entry,) = unpacked.glob("*.dist-info/entry_points.txt")
    assert "sgreview = sgreview.__main__:main" in entry.read_text(encoding="utf-8")
    assert list(unpacked.glob("*.dist-info/licenses/LICENSE"))
    assert list(unpacked.glob("*.dist-info/licenses/sgreview/documents/fonts/OFL.txt"))


def test_the_sdist_holds_what_building_and_testing_need(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    for wanted in ("pyproject.toml", "LICENSE", "templates/decision-record.docx", "examples/case.toml"):
        assert wanted in names
    assert {"tests/conftest.py", "sgreview/__main__.py"} <= names
    assert [name for name in names if name.startswith((".venv", ".git/"))] == []


def test_the_program_of_the_wheel_finds_what_it_ships(unpacked: Path, tmp_path: Path) -> None:
    assert "nel-rapid-review" in run(unpacked, tmp_path, "procedure", "list")
    templates = [Path(line) for line in run(unpacked, tmp_path, "template", "list").splitlines()]
    assert len(templates) >= 10
    assert all(path.is_relative_to(unpacked / "sgreview" / "templates") and path.is_file() for path in templates)


def test_the_program_of_the_wheel_takes_a_register_from_the_first_table_on(unpacked: Path, tmp_path: Path) -> None:
    register = ("--register", "mine.db", "--today", "2026-11-23")
    run(unpacked, tmp_path, "init", "--partnership", "Ours", "--procedure", "nel-rapid-review", *register)
    examples = unpacked / "sgreview" / "examples"
    run(unpacked, tmp_path, "agency", "import", str(examples / "agencies.csv"), *register)
    assert run(unpacked, tmp_path, "case", "open", "--file", str(examples / "case.toml"), *register) == "2026-001\n"
    assert run(unpacked, tmp_path, "letters", "SCSI-1", *register).strip().endswith("2026-001 SCSI-1.docx")
    # With the fonts it ships.
    assert Path(tmp_path, run(unpacked, tmp_path, "genogram", *register).strip()).read_bytes()[:4] == b"\x89PNG"


def test_the_installed_program_works_from_any_folder(installed, tmp_path: Path) -> None:
    """The tests run an editable or a plain installation, whichever is there: both find what is shipped."""
    assert "nel-rapid-review" in installed("procedure", "list", exit=0).stdout
    assert all(Path(line).is_file() for line in installed("template", "list", exit=0).stdout.splitlines())
    assert installed("--version", exit=0).stdout == "sgreview 0.1.0\n"


def test_a_checkout_runs_as_it_lies(tmp_path: Path) -> None:
    env = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), "PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "sgreview", "procedure", "list"]
    ran = subprocess.run(words, cwd=tmp_path, env=env, capture_output=True, encoding="utf-8")
    assert "nel-rapid-review" in ran.stdout, ran.stderr
