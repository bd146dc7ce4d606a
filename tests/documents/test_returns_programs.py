"""The worked example's returns as other programs save them: the same answers, events, nil return and concern."""

import shutil
import tomllib
from collections.abc import Callable

import pytest

from sgreview.documents.forms.fields import read_fields
from sgreview.documents.forms.returns import ReadReturn, read_return, recognise
from sgreview.documents.word.text import read_word
from sgreview.paths import shipped
from tests.documents import other_programs as programs
from tools.fill_example_forms import blank_forms

EXAMPLES = shipped("examples")
REPLIES = [
    tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted((EXAMPLES.parent / "tools" / "example_returns").glob("*.toml"))
]
CODES = [reply["agency"] for reply in REPLIES]


@pytest.fixture(scope="module")
def sent() -> dict[str, bytes]:
    return blank_forms()


@pytest.fixture(scope="module")
def returned() -> dict[str, bytes]:
    return {reply["agency"]: (EXAMPLES / "returns" / reply["file"]).read_bytes() for reply in REPLIES}


def read(data: bytes, sent: bytes) -> ReadReturn:
    path = shipped("templates") / "agency-information.toml"
    found = read_return(
        read_word(data), read_word(sent), read_fields(path.read_text(encoding="utf-8"), path.name), "X-1"
    )
    counts = found.characters
    assert counts.unplaced == 0
    assert counts.in_file == counts.answers + counts.events + counts.other + counts.form
    return found


def plain(text: str) -> str:
    return " ".join(text.replace("’", "'").split())


def gist(found: ReadReturn) -> dict[str, object]:
    """What must not change, whichever program saved the form."""
    return {
        "answers": {answer.code: plain(answer.text) for answer in found.answers},
        "events": [tuple(map(plain, (e.date_as_written, e.time, e.source, e.event, e.response))) for e in found.events],
        "nil": found.nil,
        "concern": plain(found.safety_concern),
    }


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("program", [programs.google_docs, programs.pages, programs.word])
def test_a_form_reads_the_same_whichever_program_saved_it(
    program: Callable[[bytes], bytes], code: str, sent: dict[str, bytes], returned: dict[str, bytes]
):
    data = program(returned[code])
    assert gist(read(data, sent[code])) == gist(read(returned[code], sent[code]))
    key = recognise(read_word(data))
    assert key is not None
    assert (key.case, key.agency_code) == ("2026-001", code)


@pytest.mark.parametrize("program", [programs.google_docs, programs.pages, programs.word])
def test_a_blank_form_is_blank_whichever_program_saved_it(program: Callable[[bytes], bytes], sent: dict[str, bytes]):
    found = read(program(sent["NHT"]), sent["NHT"])
    assert found.other_text == ()
    assert found.notes[0].startswith("The form came back with nothing filled in")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_form_reads_the_same_after_libreoffice(sent: dict[str, bytes], returned: dict[str, bytes], tmp_path):
    """Saved as a Word file; and saved in another kind first, as people do who have only that."""
    some = {code: returned[code] for code in ("FPS", "LAN", "PRO")}
    saved = programs.through_libreoffice(some, tmp_path, "odt", "doc", "rtf")
    assert len(saved) == 3 * 4
    for (code, kind), data in saved.items():
        assert gist(read(data, sent[code])) == gist(read(returned[code], sent[code])), (code, kind)
        key = recognise(read_word(data))
        assert key is not None
        assert key.agency_code == code
