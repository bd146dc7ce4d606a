"""What the tests of documents share: the templates, a rich case and a case of which hardly anything is known."""

import io
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document as WordDocument
from docx.document import Document as Word
from docx.oxml.ns import qn

from sgreview.documents import invented
from sgreview.domain.case import Case
from sgreview.domain.case_file import CaseFile
from sgreview.domain.organisations import Partnership
from sgreview.domain.steps import Process
from sgreview.paths import shipped

TEMPLATES = sorted(shipped("templates").glob("*.docx"))


def opened(data: bytes) -> Word:
    """A rendered document, parsed."""
    return WordDocument(io.BytesIO(data))


def words(element: object) -> str:
    """The text under an element, paragraphs and line breaks as line feeds."""
    lines = []
    for paragraph in element.iter(qn("w:p")):  # type: ignore[attr-defined]
        parts = []
        for piece in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")):
            parts.append({"br": "\n", "tab": "\t"}.get(piece.tag.rsplit("}", 1)[-1]) or piece.text or "")
        lines.append("".join(parts))
    return "\n".join(lines)


@pytest.fixture(scope="session")
def templates() -> Path:
    return shipped("templates")


@pytest.fixture
def rich_case() -> CaseFile:
    return invented.CASE_FILE


@pytest.fixture
def process() -> Process:
    return invented.PROCESS


@pytest.fixture
def bare_case() -> CaseFile:
    return CaseFile(Case("2026-002"), Partnership({"partnership": "Northmoor Safeguarding Children Partnership"}))


@pytest.fixture
def bare_process() -> Process:
    return replace(
        invented.PROCESS, steps=(), meetings=(), outcome="", procedure=replace(invented.PROCEDURE, criteria=())
    )


@pytest.fixture
def text_of():
    return lambda data: words(opened(data).element.body)


@pytest.fixture
def parse():
    return opened
