"""Measure how a returned form is read: ``python benchmarks/reading.py`` prints the table of docs/performance.md.

Reading is told as a multiple of unpacking and parsing the same file and going once through its elements, in time of
the processor. "Plain" rows are what people type; "rich" ones hold content controls, tracked changes, lists, fields,
signs of symbol fonts and text boxes with their copies. What counts is that a row costs the same however many there are.
"""

import gc
import io
import zipfile
from collections.abc import Callable
from time import process_time

from lxml import etree

from sgreview.documents.word.text import read_word

SIZES = (12, 50, 200)
ROWS = 40
_OPEN = "http://schemas.openxmlformats.org"
_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_SPACES = (
    f'xmlns:w="{_OPEN}/wordprocessingml/2006/main" xmlns:mc="{_OPEN}/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)


def main() -> None:
    """Print the table."""
    print("| rows | unpacked | reading, ms | a row, µs | of parsing the same |")
    print("|---|--:|--:|--:|--:|")
    for kind, row in (("plain", _plain()), ("rich", _rich())):
        for size in SIZES:
            data, length = _file(row * (size * ROWS))
            reading, parsing = _least(lambda data=data: read_word(data)), _least(lambda data=data: _parse(data))
            each = reading / (size * ROWS)
            print(
                f"| {size} x {ROWS} {kind} | {length / 1e6:.1f} MB | {reading * 1e3:.0f} | {each * 1e6:.0f} "
                f"| {reading / parsing:.1f} |"
            )


def _least(run: Callable[[], object]) -> float:
    times = []
    for _ in range(3):
        gc.collect()
        start = process_time()
        run()
        times.append(process_time() - start)
    return min(times)


def _parse(data: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return sum(1 for _ in etree.fromstring(archive.read("word/document.xml")).iter())


def _file(rows: str) -> tuple[bytes, int]:
    document = f"<w:document {_SPACES}><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>"
    types = (
        f'<Types xmlns="{_OPEN}/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_KIND}.document.main+xml"/></Types>'
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", types)
        archive.writestr("word/document.xml", document)
    return out.getvalue(), len(document)


def _run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def _row(*cells: str) -> str:
    return "<w:tr>" + "".join(f"<w:tc><w:tcPr/><w:p><w:pPr/>{inside}</w:p></w:tc>" for inside in cells) + "</w:tr>"


def _plain() -> str:
    return _row(*map(_run, ("22.05.16", "14:30", "Clinic notes", "Not brought to clinic", "Letter sent")))


def _rich() -> str:
    mark = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"
    field = mark.format("begin") + "<w:r><w:instrText> REF x </w:instrText></w:r>" + mark.format("separate")
    box = f"<w:txbxContent><w:p>{_run('in the box')}</w:p></w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing>{box}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent>"
    )
    return _row(
        f"<w:sdt><w:sdtPr/><w:sdtContent>{_run('22.05.16')}</w:sdtContent></w:sdt>",
        f"<w:ins w:author='R'>{_run('14:30')}</w:ins><w:del w:author='R'>{_run('15:30')}</w:del>",
        _run("ü", "<w:rFonts w:ascii='Wingdings' w:hAnsi='Wingdings'/>") + _run("Clinic notes", "<w:strike/>"),
        field + _run("Not brought") + mark.format("end"),
        f"<w:r>{both}</w:r>" + _run("Letter sent"),
    )


if __name__ == "__main__":
    main()
