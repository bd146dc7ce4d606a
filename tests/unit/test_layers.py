"""The house keeps its order: imports run one way, the domain has no clock, rules are data, nobody real is named.

domain <- register, documents, outputs <- services <- cli (docs/architecture.md). The modules are read, not run.
"""

import ast
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "sgreview"
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if not path.is_relative_to(PACKAGE / "templates"))

# What each layer may know of the others. `errors`, `paths` and `moments` lie under all of them and know nothing.
MAY_IMPORT = {
    "domain": {"domain", "errors"},
    "register": {"register", "domain", "errors", "paths", "moments"},
    "documents": {"documents", "domain", "errors", "paths"},
    "outputs": {"outputs", "domain", "errors", "paths"},
    "services": {"services", "register", "documents", "outputs", "domain", "errors", "paths", "moments"},
    "cli": {"cli", "services", "register", "documents", "outputs", "domain", "errors", "paths", "moments"},
    "errors": set(),
    "paths": set(),
    "moments": set(),
    "procedures": set(),
    "__init__": set(),
    "__main__": {"cli"},
}

# What makes reading slow or brings a store, a terminal or Word with it: outside the layers that are for it, no.
HEAVY_HOME = {
    "sqlmodel": {"register", "services"},
    "sqlalchemy": {"register", "services"},
    "alembic": {"register"},
    "holidays": {"register", "services"},
    "docx": {"documents"},
    "docxtpl": {"documents"},
    "jinja2": {"documents"},
    "lxml": {"documents"},
    "PIL": {"documents"},
    "pypdf": {"documents"},
    "olefile": {"documents"},
    "rich": {"outputs"},
    "icalendar": {"outputs"},
    "xlsxwriter": {"outputs"},
    "typer": {"cli"},
}


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def layer_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Every module a file imports, anywhere in it, with its line. Imports for type checkers count as well."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)}:{node.lineno} imports relatively"
            module = node.module or ""
            if module == "sgreview" or module in {f"sgreview.{layer}" for layer in MAY_IMPORT}:
                yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)
            else:
                yield node.lineno, module


def test_there_is_something_to_read() -> None:
    assert {layer_of(path) for path in MODULES} <= set(MAY_IMPORT)
    assert len(MODULES) > 60


def test_imports_run_one_way() -> None:
    climbing = [
        f"{named(path)}:{line} imports {module}"
        for path in MODULES
        for line, module in imports_of(path)
        if module.startswith("sgreview.")
        and module != "sgreview.__version__"
        and module.split(".")[1] not in MAY_IMPORT[layer_of(path)]
    ]
    assert climbing == []


def test_the_domain_stands_on_the_standard_library_alone() -> None:
    foreign = [
        f"{named(path)}:{line} imports {module}"
        for path in MODULES
        if layer_of(path) in {"domain", "errors"}
        for line, module in imports_of(path)
        if module.split(".")[0] not in sys.stdlib_module_names | {"sgreview"}
    ]
    assert foreign == []


def test_heavy_libraries_stay_in_the_layer_they_are_for() -> None:
    astray = [
        f"{named(path)}:{line} imports {module}"
        for path in MODULES
        for line, module in imports_of(path)
        if layer_of(path) not in HEAVY_HOME.get(module.split(".")[0], {layer_of(path)})
    ]
    assert astray == []


@pytest.mark.parametrize("unwanted", ["sqlite3", "os", "pathlib", "subprocess", "socket", "time"])
def test_the_domain_reaches_for_nothing_outside(unwanted: str) -> None:
    """No files, no store, no process, no clock: what it needs, it is given."""
    found = [
        f"{named(path)}:{line}"
        for path in MODULES
        if layer_of(path) == "domain"
        for line, module in imports_of(path)
        if module.split(".")[0] == unwanted
    ]
    assert found == []


def test_the_domain_has_no_clock() -> None:
    asked = [
        f"{named(path)}:{node.lineno} .{node.attr}"
        for path in MODULES
        if layer_of(path) == "domain"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Attribute)
        and node.attr in {"now", "today", "utcnow", "fromtimestamp"}
        # `desk.today` and the like are values; a call is a question to the clock.
        and any(isinstance(call, ast.Call) and call.func is node for call in ast.walk(tree_of(path)))
    ]
    assert asked == []


def test_only_outputs_print() -> None:
    printing = [
        f"{named(path)}:{node.lineno}"
        for path in MODULES
        if layer_of(path) != "outputs"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert printing == []


def literals_of(path: Path) -> Iterator[tuple[int, str]]:
    """Every text in the code of a file; docstrings and comments only explain, and help lines only give examples."""
    tree = tree_of(path)
    spared = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg in {"help", "metavar"}:
            spared.update(id(part) for part in ast.walk(node.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in spared:
            yield node.lineno, node.value


# They play one invented case under one fixed procedure, so they know its forms.
INVENTED = {"demo.py", "invented.py", "invented_procedure.py"}

FORM_CODE = re.compile(r"\b(?:SCSI|SRG|LLR|LETTER)\s?-\s?\d", re.IGNORECASE)


def test_codes_of_forms_are_data() -> None:
    """A partnership names its forms in its procedure; the code must not know them (design: procedures are data)."""
    written = [
        f"{named(path)}:{line}: {text[:60]!r}"
        for path in MODULES
        if path.name not in INVENTED
        for line, text in literals_of(path)
        if FORM_CODE.search(text)
    ]
    assert written == []


@cache
def tracked() -> tuple[Path, ...]:
    """The files of the project: those that git knows, else (an unpacked sdist) all that lie here."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        check=False,
    )
    if listed.returncode == 0:
        found = [ROOT / name for name in listed.stdout.decode().split("\0") if name]
    else:
        found = [path for path in ROOT.rglob("*") if not {".venv", "build", "dist"} & set(path.parts)]
    return tuple(path for path in found if path.is_file() and "__pycache__" not in path.parts)


def texts() -> Iterator[tuple[str, str]]:
    """Every text of the project by name, those inside Word files too."""
    from zipfile import ZipFile

    for path in tracked():
        if path.suffix == ".docx":
            with ZipFile(path) as archive:
                for part in archive.namelist():
                    if part.endswith((".xml", ".rels")):
                        yield f"{named(path)}!{part}", archive.read(part).decode("utf-8", "replace")
        elif path.suffix not in {".png", ".jpg", ".jpeg", ".db", ".pyc"}:
            yield named(path), path.read_text(encoding="utf-8", errors="replace")


# Written in pieces, so that this file does not hold what it looks for.
NOT_HERE = {
    "a path of somebody's machine": re.compile("/" + "work/|/" + "root/|/" + r"home/[a-z]\w+/|[A-Z]:" + r"\\Users"),
    "the address of a package registry": re.compile(
        "pypi" + r"\.org|files\.python" + "hosted|--index" + "-url|--extra-" + "index"
    ),
}


@pytest.mark.parametrize("unwanted", list(NOT_HERE))
def test_nothing_in_the_project_holds(unwanted: str) -> None:
    found = [f"{name}: {hit.group()}" for name, text in texts() for hit in NOT_HERE[unwanted].finditer(text)]
    assert found == []


# SHA-256 of the lower-case names, given name and surname, of the officials whom the published procedure names.
OFFICIALS = {
    "02c5818ec7af86b205b9bbfa5d6279916d4ad8b45bea7eafeb3e97282c57a0e0",
    "e5eea530bcfd8faf2fd5017799746b282774937969f5d822e8c35424a784103c",
    "a4cf93e154edae0b9d92f1b9741b6595501a634eebf66a8f0f51530336408999",
}


def test_no_real_official_is_named() -> None:
    def hashed(words: str) -> str:
        return hashlib.sha256(words.lower().encode()).hexdigest()

    seen: set[str] = set()
    for _, text in texts():
        words = re.findall(r"[A-Za-z]+", re.sub(r"<[^>]+>", " ", text))
        seen.update(f"{first} {last}" for first, last in pairwise(words) if first[0].isupper())
    assert len(seen) > 1000
    assert [pair for pair in seen if hashed(pair) in OFFICIALS] == []
