"""What a hostile file may cost: seconds, less than 500 MB, no look at the network, and nothing of the next file."""

import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from sgreview.documents.foreign import reader as foreign
from sgreview.documents.intake import guard as intake
from sgreview.documents.intake import reader as return_reader
from sgreview.documents.intake import reading_process as reading_process
from sgreview.documents.intake import zip as intake_zip
from sgreview.documents.intake.guard import take_in
from sgreview.documents.intake.reader import NOT_INSTALLED, OUT_OF_MEMORY
from sgreview.errors import DocumentRefused, Refused
from tests.documents.hostile import REFUSED, archive, good, linked
from tests.documents.word_in import cell, paragraph, row, run, table, word

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(sys.platform == "win32", reason="no such limits on Windows: the guard's own hold there")

#: What passes the guard, or all but passes it, and costs the reader most.
COSTLY = {
    "many paragraphs": word("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 140_000),
    "text hidden and not in turn": word(
        "<w:p>" + ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r>" + run("y")) * 60_000 + "</w:p>"
    ),
    "one long text": word(paragraph(run("é" * 4_900_000)) * 2),
    "many attributes": word("<w:p " + " ".join(f'a{n}=""' for n in range(990_000)) + "/>"),
    "wide tables": word(table(row(*[cell("x")] * 900)) * 40),
}

MEASURED = """
import resource, sys
from pathlib import Path
from sgreview.documents.intake.guard import take_in
from sgreview.errors import DocumentRefused, Refused
try:
    take_in(Path(sys.argv[1]).read_bytes(), "return.docx")
except DocumentRefused:
    pass
own, reader = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
status = Path("/proc/self/status")  # on Linux: `ru_maxrss` holds what the process that started this one had
if status.exists():
    (most,) = (int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    memory = max(most, reader.ru_maxrss) * 1024
else:
    memory = max(own.ru_maxrss, reader.ru_maxrss)
print(memory, own.ru_utime + own.ru_stime + reader.ru_utime + reader.ru_stime)
"""


@posix
@pytest.mark.parametrize("case", [*COSTLY, "false size", "attributes", "tables in tables", "long value"])
def test_a_hostile_file_costs_seconds_and_less_than_500_mb(case: str, tmp_path: Path):
    file = tmp_path / "return.docx"
    file.write_bytes(COSTLY[case] if case in COSTLY else REFUSED[case][0])
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, file], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    memory, seconds = done.stdout.split()
    assert int(memory) < 500 * 1024 * 1024
    assert float(seconds) < 30  # of a processor, whatever else the machine is doing


def reader(*lines: str) -> list[str]:
    """A process that does as it is told and then reads like the one that reads returns."""
    code = "; ".join(["import sys", "from sgreview.documents.intake import reader as r", *lines])
    return [sys.executable, "-c", code, "WORD"]


@posix
@pytest.mark.parametrize(
    "bound",
    [
        "r.MEMORY = 120 * 1024 * 1024; r.main()",  # by the system, as on Linux
        "r.MEMORY = 60 * 1024 * 1024; r._watch_memory(1 if sys.platform == 'darwin' else 1024); x = b'y' * r.MEMORY;"
        " import time; time.sleep(20)",  # by the watch, as on macOS
    ],
)
def test_memory_is_bounded_and_told_apart_by_how_the_process_ends(bound: str):
    if sys.platform == "darwin" and "_watch" not in bound:
        pytest.skip("macOS does not hold a process to its memory; the watch does")
    done = subprocess.run(reader(bound), input=COSTLY["many paragraphs"], cwd=ROOT, capture_output=True, timeout=60)
    assert done.returncode == OUT_OF_MEMORY, done.stderr


@posix
def test_processor_time_is_bounded():
    done = subprocess.run(
        reader("r.SECONDS = 1", "r._limit()", "exec('while True: pass')"), cwd=ROOT, capture_output=True, timeout=60
    )
    assert done.returncode == -signal.SIGXCPU


@posix
@pytest.mark.parametrize(
    ("ending", "words"),
    [
        (f"exit {OUT_OF_MEMORY}", "takes more memory to read than any form does"),
        ("kill -XCPU $$", "took longer to read than any form does"),
        ("kill -SEGV $$", "made the reader break off"),
        ("kill -KILL $$", "made the reader break off"),
        ("exit 1", "made the reader break off"),
    ],
)
def test_what_became_of_the_reader_is_told_apart_from_damage(ending: str, words: str, monkeypatch, tmp_path: Path):
    stand_in = tmp_path / "python"
    stand_in.write_text(f"#!/bin/sh\ncat > /dev/null\n{ending}\n", encoding="utf-8")
    stand_in.chmod(0o700)
    monkeypatch.setattr(reading_process.sys, "executable", str(stand_in))
    with pytest.raises(DocumentRefused, match=words) as refused:
        take_in(word(paragraph("x")), "return.docx")
    assert refused.value.advice


@posix
def test_a_reader_that_is_not_all_there_blames_no_file(monkeypatch, tmp_path: Path):
    stand_in = tmp_path / "python"
    stand_in.write_text(f"#!/bin/sh\ncat > /dev/null\nexit {NOT_INSTALLED}\n", encoding="utf-8")
    stand_in.chmod(0o700)
    monkeypatch.setattr(reading_process.sys, "executable", str(stand_in))
    with pytest.raises(Refused, match="part of this program"):
        take_in(word(paragraph("x")), "return.docx")


def test_a_reading_that_does_not_end_is_cut_off(monkeypatch):
    monkeypatch.setattr(reading_process, "SECONDS", 0.001)
    with pytest.raises(DocumentRefused, match="took longer than"):
        take_in(word(paragraph("x")), "return.docx")


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and every request that ever came to it."""
    asked: list[str] = []

    class Listening(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        do_HEAD = do_POST = do_OPTIONS = do_PROPFIND = do_GET  # type: ignore[assignment]

        def log_message(self, format: str, *args: object) -> None:
            pass

    listening = HTTPServer(("127.0.0.1", 0), Listening)
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{listening.server_port}/x", asked
    listening.shutdown()
    listening.server_close()
    thread.join()


def leading_out(address: str) -> dict[str, bytes]:
    """Files of every kind that ask whoever opens them to fetch something."""
    picture = f"<w:p><w:fldSimple w:instr=' INCLUDEPICTURE \"{address}\" \\d '>{run('x')}</w:fldSimple></w:p>"
    schema = f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:x {address}"'
    sheet = f'<?xml-stylesheet type="text/xsl" href="{address}"?><x/>'
    odt = f"""<document-content xmlns="urn:x" xmlns:xlink="http://www.w3.org/1999/xlink"><body><text><p>x
        <image xlink:href="{address}"/><include xmlns="http://www.w3.org/2001/XInclude" href="{address}"/></p></text>
        </body></document-content>"""
    style = f'<link rel="stylesheet" href="{address}">'
    web = f'<html><head>{style}</head><body>x<img src="{address}"><iframe src="{address}">'
    rtf = f'{{\\rtf1{{\\*\\template {address}}}x{{\\field{{\\*\\fldinst INCLUDEPICTURE "{address}"}}{{\\fldrslt y}}}}}}'
    pdf = f"%PDF-1.4\n1 0 obj<</Type/Catalog/OpenAction<</S/URI/URI({address})>>/Pages 2 0 R>>endobj\n"
    return {
        **{f"{kind}.docx": linked(kind, address) for kind in ("attachedTemplate", "image", "aFChunk", "oleObject")},
        "field.docx": word(picture),
        "chunk.docx": word('<w:altChunk r:id="r1" xmlns:r="urn:r"/>'),
        "schema.docx": archive({**good(), "customXml/item1.xml": f"<x {schema}/>".encode()}),
        "stylesheet.docx": archive({**good(), "word/extra.xml": sheet.encode()}),
        "include.odt": archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": odt.encode()}),
        "return.html": web.encode(),
        "return.rtf": rtf.encode(),
        "return.pdf": pdf.encode(),
        "return.eml": f"From: a\nSubject: b\nContent-Type: text/html\n\n{web}".encode(),
    }


def test_nothing_a_file_points_at_is_ever_fetched(server: tuple[str, list[str]]):
    address, asked = server
    files = leading_out(address)
    refused = set()
    for name, data in files.items():
        try:
            take_in(data, name)
        except DocumentRefused:
            refused.add(name)
    assert asked == []
    assert refused == {"oleObject.docx"}
    with pytest.raises(HTTPError):
        urlopen(address)
    assert asked == ["/x"]  # it would have heard


def test_the_limits_are_those_that_the_documentation_names():
    page = (ROOT / "docs" / "incoming-files.md").read_text(encoding="utf-8")
    mega = 1024 * 1024
    for words in (
        f"| the file | {intake.MOST_BYTES // mega} MB |",
        f"{intake_zip.MOST_UNPACKED // mega} MB, of it {intake_zip.MOST_XML // mega} MB of XML",
        f"in {intake_zip.MOST_PARTS:,} parts",
        f"{intake_zip.MOST_MARKS:,}; paragraphs 200,000",
        f"{return_reader.SECONDS} seconds of processor time, {reading_process.SECONDS} on the clock",
        f"{return_reader.MEMORY // mega} MB of memory",
        f"more than {foreign.MOST_CHARACTERS // 1_000_000} million characters",
    ):
        assert words in page
