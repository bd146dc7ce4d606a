"""Files that attack, lie, or cannot be read: each built as small as it can be, for the tests of the guard."""

import io
import struct
import zipfile
from collections.abc import Mapping
from itertools import accumulate, pairwise

from tests.documents.compound import compound
from tests.documents.word_in import W, cell, paragraph, row, run, table, word

TYPES = "[Content_Types].xml"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def archive(files: Mapping[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as target:
        for name, data in files.items():
            target.writestr(name, data)
    return out.getvalue()


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist()}


def good(**more: bytes) -> dict[str, bytes]:
    """The parts of a Word file that nothing is wrong with."""
    return {**parts(word(paragraph("x"))), **more}


def with_part(name: str, content: bytes) -> bytes:
    return archive({**good(), name: content})


def body(inside: str) -> bytes:
    return word(inside)


def linked(kind: str, target: str) -> bytes:
    """A Word file with a relationship that leads out of it."""
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    link = f'<Relationship Id="r1" Type="{LINK}/{kind}" Target="{target}" TargetMode="External"/>'
    return with_part("word/_rels/document.xml.rels", f'<Relationships xmlns="{space}">{link}</Relationships>'.encode())


def retyped(old: bytes, new: bytes) -> bytes:
    files = good()
    return archive({**files, TYPES: files[TYPES].replace(old, new)})


def central(data: bytes, name: str) -> int:
    """Where the record of a part begins in the directory of a zip file."""
    at = data.index(b"PK\x01\x02")
    while data[at + 46 : at + 46 + len(name)] != name.encode():
        at = data.index(b"PK\x01\x02", at + 4)
    return at


def overlapping() -> bytes:
    """A directory whose last record points at the first part: many parts that unpack one and the same bytes."""
    data = bytearray(archive(good()))
    at = central(bytes(data), "word/document.xml")
    other = central(bytes(data), TYPES)
    data[at + 42 : at + 46] = data[other + 42 : other + 46]
    return bytes(data)


def stated(name: str, size: int, said: int, local_too: bool = True) -> bytes:
    """A Word file with a part of so many bytes, of which its directory says another number."""
    data = bytearray(archive({**good(), name: b"<x>" + b" " * (size - 7) + b"</x>"}))
    at = central(bytes(data), name)
    struct.pack_into("<I", data, at + 24, said)
    if local_too:
        (header,) = struct.unpack_from("<I", data, at + 42)
        struct.pack_into("<I", data, header + 22, said)
    return bytes(data)


def beyond_the_end() -> bytes:
    data = bytearray(archive(good()))
    at = central(bytes(data), "word/document.xml")
    struct.pack_into("<I", data, at + 20, 1_000_000)
    return bytes(data)


def corrupted() -> bytes:
    """One byte inside a packed part is another than it was."""
    data = bytearray(archive(good(), zipfile.ZIP_STORED))
    at = data.index(b"<w:body>")
    data[at + 3 : at + 4] = b"B"
    return bytes(data)


def twice(first: str, second: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, data in good().items():
            target.writestr(name, data)
        target.writestr(first, b"<x/>")
        target.writestr(second.ljust(len(first), "_"), b"<y/>")
    return out.getvalue().replace(second.ljust(len(first), "_").encode(), second.encode().ljust(len(first), b"_"))


def nested(opening: str, closing: str, count: int = 10_000) -> bytes:
    return word(opening * count + closing * count)


def instructions(*pieces: str) -> bytes:
    """A field whose instruction is split over several runs, as Word does and attackers like."""
    split = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return word(f"<w:p>{begin}{split}{end}</w:p>")


def laughs() -> bytes:
    """Entities that stand for ten of the one before, nine times over."""
    names = list(accumulate(range(9), lambda name, _: name + "l", initial="l"))
    entities = '<!ENTITY l "ha">' + "".join(
        f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise(names)
    )
    return f'<?xml version="1.0"?><!DOCTYPE x [{entities}]><x>&{names[-1]};</x>'.encode()


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
STRANGE_ENCODING = b'<?xml version="1.0" encoding="utf-7"?><x/>'
DOCUMENT = good()["word/document.xml"]

#: name: (the file, what it is called, words of the sentence that the guard says).
REFUSED: dict[str, tuple[bytes, str, str]] = {
    "empty": (b"", "return.docx", "is empty"),
    "zeros": (b"\0" * 4000, "return.docx", "nothing but zeros"),
    "blanks": (b" \r\n" * 50, "return.docx", "nothing but zeros or blanks"),
    "cut short": (word(paragraph("x" * 5000))[:-60], "return.docx", "cut short or damaged"),
    "only its beginning": (word(paragraph("x" * 5000))[:200], "return.docx", "cut short or damaged"),
    "a byte changed": (corrupted(), "return.docx", "is damaged: a part of it is not what its directory says"),
    "text renamed": (b"plain words", "return.docx", "is named as a Word document and is none"),
    "zip renamed": (archive({"a": b"x"}), "return.docx", "is named as a Word document and is none"),
    "program": (b"MZ\x90\0", "return.docx", "is a program"),
    "program of Linux": (b"\x7fELF\2", "return.doc", "is a program"),
    "program of a Mac": (b"\xcf\xfa\xed\xfe", "return", "is a program"),
    "script": (b"WScript.Shell", "return.docx.js", "is a program"),
    "shortcut of Windows": (b"L\0\0\0\x01\x14\x02\0" + b"x" * 80, "return.docx", "is a shortcut"),
    "web shortcut": (b"[InternetShortcut]\r\nURL=https://example.org", "return.url", "is a shortcut"),
    "Google shortcut": (b'{"doc_id": "abc"}', "return.gdoc", "is a shortcut"),
    "password": (compound({"EncryptionInfo": b"x", "EncryptedPackage": b"x"}), "return.docx", "with a password"),
    "label": (
        compound({"EncryptedPackage": b"x", "\x06DataSpaces/TransformInfo/DRMEncryptedTransform/\x06Primary": b"x"}),
        "return.docx",
        "sensitivity label",
    ),
    "label on a .doc": (compound({"\tDRMContent": b"x"}), "return.doc", "sensitivity label"),
    "macros": (with_part("word/vbaProject.bin", b"x"), "return.docx", "holds macros"),
    "macros under another name": (
        retyped(b"<Override", b'<Override PartName="/a" ContentType="application/vnd.ms-office.vbaProject"/><Override'),
        "return.docx",
        "holds macros",
    ),
    "docm renamed": (retyped(b"application/vnd.openxml", b"application/macroEnabled.openxml"), "r.docx", "macros"),
    "macros in a .doc": (
        compound({"WordDocument": b"x", "Macros/VBA/_VBA_PROJECT": b"x"}),
        "return.doc",
        "holds macros",
    ),
    "macros in a sheet": (
        archive({TYPES: b"<x>spreadsheetml.sheet</x>", "xl/macrosheets/sheet1.xml": b"<x/>"}),
        "return.xlsx",
        "holds macros",
    ),
    "macros in an .odt": (
        archive({"mimetype": b"application/vnd.oasis.opendocument.text", "Basic/Standard/Evil.xml": b"<x/>"}),
        "return.odt",
        "holds macros",
    ),
    "template": (retyped(b".document.main+xml", b".template.main+xml"), "return.dotx", "is a Word template"),
    "cut short .doc": (compound({"WordDocument": b"x"})[:700], "return.doc", "its directory is missing"),
    "zip with a password": (
        archive({"return.docx": b"x"}).replace(b"PK\x01\x02\x14\x03\x14\0\0\0", b"PK\x01\x02\x14\x03\x14\0\x01\0"),
        "return.zip",
        "is a zip file with a password",
    ),
    "parts": (archive({f"p{n}": b"" for n in range(5_001)}), "return.docx", "5,001 parts, far more than any form"),
    "escape": (with_part("../evil.xml", b"<x/>"), "return.docx", "named to escape its folder"),
    "escape by backslash": (with_part("word\\..\\..\\evil.xml", b"<x/>"), "return.docx", "named to escape"),
    "escape to a drive": (with_part("C:/evil.xml", b"<x/>"), "return.docx", "named to escape its folder"),
    "escape to the root": (with_part("/etc/evil.xml", b"<x/>"), "return.docx", "named to escape its folder"),
    "long name of a part": (with_part("word/" + "a" * 500, b"x"), "return.docx", "a name that Word never gives"),
    "name with a control character": (with_part("word/\x1b[2J", b"x"), "return.docx", "a name that Word never gives"),
    "two of one name": (twice("word/a.xml", "word/A.xml"), "return.docx", "two parts of the same name"),
    "overlap": (overlapping(), "return.docx", "overlap or run past its end"),
    "past the end": (beyond_the_end(), "return.docx", "overlap or run past its end"),
    "two sizes": (stated("word/extra.xml", 5_000, 100, local_too=False), "return.docx", "states two different sizes"),
    "false size": (stated("word/extra.xml", 60_000_000, 100), "return.docx", "not what its directory says"),
    "packing": (archive(good(), zipfile.ZIP_BZIP2), "return.docx", "packed in a way that Word never uses"),
    "bomb": (stated("word/media/zeros.bin", 100, 320_000_000), "return.docx", "unpacks to far more"),
    "bomb of text": (stated("word/zeros.xml", 100, 32_000_000), "return.docx", "far more text than any form"),
    "doctype": (with_part("word/extra.xml", DOCTYPE), "return.docx", "declares a document type"),
    "doctype in the document": (
        archive({**good(), "word/document.xml": DOCUMENT.replace(b"<w:document", b"<!DOCTYPE x><w:document", 1)}),
        "return.docx",
        "declares a document type",
    ),
    "doctype in the relations": (with_part("word/_rels/document.xml.rels", DOCTYPE), "r.docx", "document type"),
    "doctype in a custom part": (with_part("customXml/item1.xml", DOCTYPE), "return.docx", "document type"),
    "doctype under another ending": (with_part("word/extra.bin", DOCTYPE), "return.docx", "document type"),
    "doctype of two bytes": (
        with_part("word/extra.xml", "<!DOCTYPE x><x/>".encode("utf-16")),
        "return.docx",
        "declares a document type",
    ),
    "doctype of two bytes, unmarked": (
        with_part("word/extra.xml", "<!DOCTYPE x><x/>".encode("utf-16-be")),
        "return.docx",
        "encoding that Word never uses",
    ),
    "doctype in an .odt": (
        archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": DOCTYPE}),
        "return.odt",
        "declares a document type",
    ),
    "a billion laughs": (with_part("word/extra.xml", laughs()), "return.docx", "declares a document type"),
    "odd encoding": (with_part("word/extra.xml", STRANGE_ENCODING), "return.docx", "encoding that Word never uses"),
    "wide cell": (
        word(table(row(cell("x", properties='<w:gridSpan w:val="1000000000"/>')))),
        "return.docx",
        "wider than any table",
    ),
    "wide gap": (
        word(table(row("x", properties="<w:gridBefore w:val='99999'/>"))),
        "return.docx",
        "wider than any table",
    ),
    "tables in tables": (
        nested("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        "return.docx",
        "nested deeper than any form",
    ),
    "controls in controls": (
        nested("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"),
        "return.docx",
        "nested deeper than any form",
    ),
    "runs in runs": (nested("<w:r>", "</w:r>"), "return.docx", "nested deeper than any form"),
    "boxes in boxes, just parsed": (
        nested("<w:txbxContent><w:p>", "</w:p></w:txbxContent>", 5_000),
        "return.docx",
        "nested deeper than any form",
    ),
    "paragraphs": (word("<w:p/>" * 210_000), "return.docx", "more than 200,000 paragraphs"),
    "elements": (word("<w:r/>" * 1_000_001), "return.docx", "1,000,000 elements and attributes"),
    "attributes": (
        word("<w:p " + " ".join(f'a{n}=""' for n in range(1_000_001)) + "/>"),
        "return.docx",
        "1,000,000 elements and attributes",
    ),
    "groups of an RTF file": (b"{\\rtf1 " + b"{}" * 1_000_001, "return.rtf", "1,000,000 elements or lines"),
    "lines of a message": (b"From: a\nTo: b\n" + b"\n" * 1_000_001, "return.eml", "1,000,000 elements or lines"),
    "long name of an element": (word(f"<w:{'a' * 60_000}/>"), "return.docx", "a name or a value far longer"),
    "long value": (word(f'<w:p w:val="{"a" * 11_000_000}"/>'), "return.docx", "a name or a value far longer"),
    "broken": (archive({**good(), "word/document.xml": b"<w:document>"}), "return.docx", "damaged"),
    "no document": (
        archive({TYPES: good()[TYPES]}),
        "return.docx",
        "holds no document",
    ),
    "field that starts a program": (
        instructions("DDE", "AUTO c:\\\\windows\\\\system32\\\\cmd.exe"),
        "return.docx",
        "starts a program",
    ),
    "simple field that starts a program": (
        word("<w:fldSimple w:instr=' DDE excel x '>" + run("x") + "</w:fldSimple>"),
        "return.docx",
        "starts a program",
    ),
    "sheet that starts a program": (
        archive(
            {TYPES: b"<x>spreadsheetml.sheet</x>", "xl/externalLinks/e1.xml": b'<x><ddeLink ddeService="cmd"/></x>'}
        ),
        "return.xlsx",
        "starts a program",
    ),
    "object in an RTF file": (
        b"{\\rtf1 {\\object\\objocx\\objupdate{\\*\\objdata 0105}{\\result x}}}",
        "return.doc",
        "holds an object that runs as soon as it is opened",
    ),
    "PDF that starts a program": (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(cmd.exe)>>>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n",
        "return.pdf",
        "starts a program when it is opened",
    ),
    "object from elsewhere": (linked("oleObject", "http://example.org/x.hta"), "return.docx", "runs something"),
    "frame of a script": (linked("frame", "javascript:alert(1)"), "return.docx", "runs something from elsewhere"),
    "link to a protocol of Windows": (linked("image", "ms-msdt:/id"), "return.docx", "runs something from elsewhere"),
}

#: The namespaces of Word files as the strict form of the standard names them.
STRICT = {
    W: "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "http://purl.oclc.org/ooxml/officeDocument/math",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "http://purl.oclc.org/ooxml/drawingml/main",
}


def strict(data: bytes) -> bytes:
    """A Word file as Word writes it when asked for the strict form."""
    files = parts(data)
    for old, new in STRICT.items():
        files = {name: content.replace(old.encode(), new.encode()) for name, content in files.items()}
    return archive(files)
