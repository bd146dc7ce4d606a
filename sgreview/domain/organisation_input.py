"""Agencies and contacts as files give them: agencies.csv, and tables for one of them or several contacts."""

import csv
import io
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sgreview.domain.input_check import Mistakes, Table, hint, twice
from sgreview.domain.organisations import Agency, Contact
from sgreview.domain.references import agency_code

COLUMNS = ("name", "category", "manager", "email", "phone", "address")
FURTHER_COLUMNS = ("code", "deputy", "inbox", "secure_email", "verified")

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,11}")
_GROUP = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def read_agencies_csv(
    text: str, name: str, today: date, existing: Mapping[str, str] | None = None
) -> tuple[Agency, ...]:
    """The agencies of a CSV file with a header, separated by commas, semicolons or tabs as spreadsheets write them.

    `existing` holds the agencies of the register as {code: name}: an agency that is there by name keeps its code, and
    one without a code gets a free one from its name. Raises `BadFile` with every mistake, by row as a spreadsheet
    counts them; what stands in a cell is not repeated, except the names of agencies.
    """
    mistakes = Mistakes(name)
    header, rows = _rows(text.removeprefix("\ufeff"), mistakes)
    mistakes.stop()
    agencies: list[Agency] = []
    codes = _Codes(existing or {})
    # Codes that the file gives are taken before any is made, so that the order of rows does not decide.
    place = header.index("code") if "code" in header else None
    codes.used |= {row[place].strip().upper() for _, row in rows if place is not None and len(row) > place}
    for number, row in rows:
        where = f"row {number}"
        if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
            mistakes.add(
                where, "", f"has {len(row)} cells, the header {len(header)}; put quotes round a cell with commas"
            )
            continue
        table = Table(dict(zip(header, row, strict=False)), where, mistakes, today)
        agencies.append(_agency(table, codes))
    for agency in twice([entry.name for entry in agencies]):
        mistakes.add("", "name", f"{agency} stands in more than one row")
    for code in twice([entry.code for entry in agencies if _CODE.fullmatch(entry.code)]):
        mistakes.add("", "code", f"{code} stands in more than one row; each agency has its own")
    if not agencies and not mistakes.lines:
        mistakes.add("", "", "has a header and no agency")
    mistakes.stop()
    return tuple(agencies)


def read_agency(
    data: Mapping[str, Any],
    name: str,
    today: date,
    *,
    before: Agency | None = None,
    existing: Mapping[str, str] | None = None,
) -> Agency:
    """One agency, as keys alone or under an [[agency]] heading.

    With `before`, only the keys given change and an empty text takes a value away. `existing` holds the agencies of
    the register as {code: name}. Raises `BadFile` with every mistake.
    """
    mistakes = Mistakes(name)
    others = {code: called for code, called in (existing or {}).items() if before is None or code != before.code}
    table = _several(data, "agency", mistakes, today)[0]
    found = _agency(table, _Codes(others), before)
    if found.name.casefold() in {called.casefold() for called in others.values()}:
        table.wrong("name", f"{found.name} is in the register already")
    if found.code.upper() in {code.upper() for code in others}:
        table.wrong("code", f"{found.code} belongs to another agency")
    mistakes.stop()
    return found


def read_contacts(data: Mapping[str, Any], name: str, today: date) -> tuple[Contact, ...]:
    """Contacts, one [[contact]] each, or the keys of a single one alone. Raises `BadFile` with every mistake."""
    mistakes = Mistakes(name)
    found = tuple(_contact(table) for table in _several(data, "contact", mistakes, today))
    mistakes.stop()
    return found


def read_contact(data: Mapping[str, Any], name: str, today: date, *, before: Contact | None = None) -> Contact:
    """One contact; with `before`, only the keys given change. Raises `BadFile` with every mistake."""
    mistakes = Mistakes(name)
    tables = _several(data, "contact", mistakes, today)
    if len(tables) > 1:
        mistakes.add("contact", "", f"one at a time is read here; there are {len(tables)}")
    found = _contact(tables[0], before)
    mistakes.stop()
    return found


class _Codes:
    """The codes that are taken, and those that agencies already have."""

    def __init__(self, existing: Mapping[str, str]) -> None:
        self.used = {code.upper() for code in existing}
        self.of = {called.casefold(): code for code, called in existing.items()}

    def code(self, name: str) -> str:
        """The code of an agency that gives none."""
        code = self.of.get(name.casefold()) or agency_code(name, self.used)
        self.used.add(code.upper())
        return code


def _agency(table: Table, codes: _Codes, before: Agency | None = None) -> Agency:
    """One agency from a table or row; mistakes are noted there."""
    called = table.text("name", required=before is None or "name" in table)
    code = table.text("code")
    if code and not _CODE.fullmatch(code):
        table.wrong("code", "must be letters, figures and hyphens, 12 at most, such as NHT")
    old = before or Agency("", "")

    def kept(key: str, given: str, earlier: str) -> str:
        return given if key in table or before is None else earlier

    found = Agency(
        code=code or old.code or (codes.code(called) if called else ""),
        name=kept("name", called, old.name),
        category=kept("category", table.text("category"), old.category),
        manager=kept("manager", table.text("manager"), old.manager),
        email=kept("email", table.email("email"), old.email),
        phone=kept("phone", table.text("phone"), old.phone),
        address=kept("address", table.prose("address"), old.address),
        deputy=kept("deputy", table.text("deputy"), old.deputy),
        inbox=kept("inbox", table.email("inbox"), old.inbox),
        secure_email=kept("secure_email", table.email("secure_email"), old.secure_email),
        verified=table.day("verified") if "verified" in table else old.verified,
    )
    table.close()
    return found


def _contact(table: Table, before: Contact | None = None) -> Contact:
    """One contact from a table; a group is a word of the register's own, such as partners, group, panel."""
    group = table.text("group", required=before is None or "group" in table)
    if group and not _GROUP.fullmatch(group):
        table.wrong("group", "must be small letters, figures and hyphens, such as partners, group, panel or secretary")
    old = before or Contact("", "", "")

    def kept(key: str, given: str, earlier: str) -> str:
        return given if key in table or before is None else earlier

    organisation = table.text("organisation", required=before is None or "organisation" in table)
    found = Contact(
        name=kept("name", table.text("name"), old.name),
        organisation=kept("organisation", organisation, old.organisation),
        group=kept("group", group, old.group),
        job=kept("job", table.text("job"), old.job),
        email=kept("email", table.email("email"), old.email),
        phone=kept("phone", table.text("phone"), old.phone),
        address=kept("address", table.prose("address"), old.address),
        valid_from=table.day("from", ahead=True) if "from" in table else old.valid_from,
        valid_until=table.day("until", ahead=True) if "until" in table else old.valid_until,
    )
    if found.valid_from and found.valid_until and found.valid_until < found.valid_from:
        table.wrong("until", "is before “from”")
    table.close()
    return found


def _several(data: Mapping[str, Any], key: str, mistakes: Mistakes, today: date) -> list[Table]:
    """The tables under a heading, or the file itself as the only one."""
    top = Table(data, "", mistakes, today)
    if key not in top:
        return [Table(data, key, mistakes, today)]
    tables = top.tables(key)
    top.close()
    if not tables:
        mistakes.stop()
        mistakes.add(key, "", f"is empty; give at least one [[{key}]]")
        mistakes.stop()
    return tables


def _rows(text: str, mistakes: Mistakes) -> tuple[list[str], list[tuple[int, list[str]]]]:
    """The header, its words made plain, and the rows that are not empty, with their numbers."""
    first = text.lstrip("\r\n").split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    lines: list[list[str]] = []
    try:
        lines.extend(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error:
        mistakes.add(f"row {len(lines) + 1}", "", "cannot be read; quotes that open a cell must close it")
        return [], []
    filled = [(number, line) for number, line in enumerate(lines, start=1) if any(cell.strip() for cell in line)]
    if not filled:
        mistakes.add("", "", f"is empty; its first row is {','.join(COLUMNS)}")
        return [], []
    header = ["_".join(cell.lower().replace("-", " ").replace("_", " ").split()) for cell in filled[0][1]]
    while header and not header[-1]:
        header.pop()
    _check_header(header, mistakes)
    return header, filled[1:]


def _check_header(header: Sequence[str], mistakes: Mistakes) -> None:
    """Note the columns that are missing, unknown or there twice.

    An unknown one is told by its place: in a file without a header it may be a manager's name.
    """
    known = (*COLUMNS, *FURTHER_COLUMNS)
    missing = [column for column in COLUMNS if column not in header]
    if missing:
        mistakes.add("header", "", f"lacks {', '.join(missing)}; it begins {','.join(COLUMNS)}")
    for place, column in enumerate(header, start=1):
        if column not in known:
            mistakes.add("header", f"column {place}", f"is not known; {hint(column, known)}")
    for column in twice([column for column in header if column in known]):
        mistakes.add("header", column, "stands there twice")
