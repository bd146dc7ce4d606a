"""Measure what people wait for: ``python benchmarks/run.py`` prints the tables of docs/performance.md.

Whole processes are measured as multiples of F: Python, ``import sqlite3`` and one query, in a process of its own. The
commands and F take turns, so that whatever else the machine does falls on all of them alike. Documents are measured
inside the process, as multiples of serialising and zipping the same parts. Milliseconds depend on the machine, and
hardly the ratios; medians are told, and the least beside them.
"""

import argparse
import gc
import io
import os
import statistics
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from time import perf_counter

from lxml import etree
from make_register import OPEN, TODAY, make

from sgreview.documents import invented
from sgreview.documents.context import Context, letter_context
from sgreview.documents.final_report import final_report_context
from sgreview.documents.report import report_context
from sgreview.documents.templates.filling import render
from sgreview.domain.addressees import Addressee
from sgreview.domain.case_file import CaseFile
from sgreview.domain.organisations import Agency
from sgreview.domain.procedure import Document
from sgreview.domain.requests import Answer, ChronologyEvent, Return
from sgreview.paths import shipped

PROGRAM = Path(sys.executable).with_name("sgreview")
ROWS = 40  # of the chronology of each return
FLOOR = "import sqlite3, sys; sqlite3.connect(sys.argv[1]).execute('SELECT count(*) FROM setting').fetchone()"

#: A command -> the most it may take, in F.
COMMANDS = {
    "--help": 5.5,
    "timetable --case {case}": 5.5,
    "today --case {case}": 5.5,
    "overdue": 6.0,
    "overdue --json": 6.0,
    "digest": 6.0,
    "case list": None,
    "request list --case {case}": None,
    "return list --case {case}": None,
}


def main() -> None:
    """Read the command line and print the tables."""
    parser = argparse.ArgumentParser(description="Measure what people wait for.")
    parser.add_argument("--cases", type=int, nargs="*", default=[100, 10_000, 100_000], help="sizes of registers")
    parser.add_argument("--runs", type=int, default=21, help="how often each command runs (default 21)")
    parser.add_argument("--registers", type=Path, help="where registers are kept from one measurement to the next")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = chosen.registers or Path(scratch)
        folder.mkdir(parents=True, exist_ok=True)
        for count in chosen.cases:
            register = folder / f"{count}.db"
            if not register.exists():
                make(register, count)
            tell_processes(register, count, chosen.runs)
    tell_documents(chosen.runs)


def tell_processes(register: Path, count: int, runs: int) -> None:
    """The table of the commands at one register."""
    case = f"2026-{count:06}"
    commands = {command: [str(PROGRAM), *command.format(case=case).split()] for command in COMMANDS}
    times = in_turn(
        {"F": lambda: spent([sys.executable, "-c", FLOOR, str(register)], register)}
        | {name: lambda words=words: spent(words, register) for name, words in commands.items()},
        runs,
    )
    floor = statistics.median(times["F"])
    print(f"\n{count:,} cases, {min(count, OPEN)} of them open; F = {floor * 1000:.1f} ms; {runs} runs\n")
    print("| command | median ms | least ms | in F | at most |\n|---|--:|--:|--:|--:|")
    for command, budget in COMMANDS.items():
        median, least = statistics.median(times[command]), min(times[command])
        name = command.replace(" --case {case}", " of a case")
        allowed = f"{budget:.1f}" if budget else ""
        print(f"| `{name}` | {median * 1000:.0f} | {least * 1000:.0f} | {median / floor:.1f} | {allowed} |")


def spent(words: Sequence[str], register: Path) -> float:
    """Seconds that a process takes from its start to its end; it has to end well."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("SGREVIEW", "PYTHON"))}
    environment |= {"SGREVIEW_REGISTER": str(register), "SGREVIEW_TODAY": TODAY.isoformat()}
    start = perf_counter()
    subprocess.run(words, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    return perf_counter() - start


def in_turn(tasks: dict[str, Callable[[], float]], runs: int) -> dict[str, list[float]]:
    """The seconds of every task, one after another and round again; the first round, which warms up, is left out."""
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for number in range(runs + 1):
        for name, task in tasks.items():
            seconds = task()
            if number:
                times[name].append(seconds)
    return times


def tell_documents(runs: int) -> None:
    """The table of the documents, inside the process."""
    print("\n| document | median ms | of zipping and serialising the same | at most |\n|---|--:|--:|--:|")
    templates = shipped("templates")
    letter = templates / "agency-letter.docx"
    letters = [(letter, letter_of("LETTER-4", "agencies", agency)) for agency in many_agencies(8)]
    form = [(templates / "agency-information.docx", letter_of("FORM-2", "agencies", invented.HEALTH))]
    made: dict[str, tuple[list[tuple[Path, Context]], float | None]] = {
        "eight letters": (letters, 4.5),
        "one form": (form, None),
    }
    for count in (1, 12, 50, 200):
        pair = (templates / "rapid-review-report.docx", report_of(count))
        rows = f"{count} return{'' if count == 1 else 's'}, {ROWS} rows each"
        made[f"report of {rows}"] = ([pair], 5.0 if count == 12 else None)
        if count > 1:
            final = (templates / "final-report.docx", final_of(count))
            made[f"the group's own report with the chronology of {rows}"] = ([final], None)
    for name, (papers, budget) in made.items():
        few = max(runs // (1 + rows_in(papers[0][1]) // 1000), 3)
        parts = [parts_of(render(path, context.fields)) for path, context in papers]
        times = in_turn(
            {
                "rendered": lambda papers=papers: timed(lambda: [render(path, made.fields) for path, made in papers]),
                "zipped": lambda parts=parts: timed(lambda: [zipped(each) for each in parts]),
            },
            few,
        )
        rendered = statistics.median(times["rendered"])
        ratio = rendered / statistics.median(times["zipped"])
        allowed = f"{budget:.1f}" if budget else ""
        print(f"| {name} | {rendered * 1000:.0f} | {ratio:.1f} | {allowed} |")


def rows_in(context: Context) -> int:
    """How many rows of a chronology a document has."""
    told = {"report": {"chronology": {"rows": ()}}, "final": {"chronology": ()}} | context.fields
    return len(told["report"]["chronology"]["rows"]) + len(told["final"]["chronology"])


def timed(work: Callable[[], object]) -> float:
    """Seconds that something takes."""
    gc.collect()
    start = perf_counter()
    work()
    return perf_counter() - start


def parts_of(document: bytes) -> dict[str, object]:
    """The parts of a document, parsed where they are XML."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        return {
            name: etree.fromstring(package.read(name)) if name.endswith((".xml", ".rels")) else package.read(name)
            for name in package.namelist()
        }


def zipped(parts: dict[str, object]) -> bytes:
    """The parts serialised and zipped: what no way of making the document can do without."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part if isinstance(part, bytes) else etree.tostring(part, encoding="UTF-8"))
    return result.getvalue()


def many_agencies(count: int) -> list[Agency]:
    """So many invented agencies."""
    return [replace(invented.HEALTH, code=f"A{n}", name=f"Northmoor Agency {n}") for n in range(count)]


def letter_of(code: str, group: str, agency: Agency) -> Context:
    """The context of a letter or form to an agency."""
    addressee = Addressee(group, agency.manager, "", agency.name, agency.address, agency.email)
    request = replace(invented.CASE_FILE.requests[0], agency=agency)
    return letter_context(invented.CASE_FILE, invented.PROCESS, document(code), addressee, invented.TODAY, request)


def document(code: str) -> Document:
    """A document of the invented procedure."""
    return next(entry for entry in invented.DOCUMENTS if entry.code == code)


def report_of(count: int) -> Context:
    """The context of a report from so many returns, each with a page of answers and forty events."""
    return report_context(
        returned(count), invented.PROCESS, document("REPORT"), invented.TODAY, invented.QUESTIONS, invented.BESIDE
    )


def final_of(count: int) -> Context:
    """The context of the group's own report with the chronology of so many returns."""
    return final_report_context(
        returned(count),
        invented.REVIEW,
        invented.PROCESS,
        document("REPORT-2"),
        invented.TODAY,
        genogram=invented.DOT,
        chronology=True,
    )


def returned(count: int) -> CaseFile:
    """The invented case with so many returns, each with a page of answers and forty events."""
    words = "The health visitor saw the child at home, and again at the clinic, with mother. " * 15
    answers = tuple(Answer(question.code, question.label, words) for question in invented.QUESTIONS)
    returns = tuple(
        Return(agency, 1, invented.TODAY, answers=answers, events=tuple(events(agency)))
        for agency in many_agencies(count)
    )
    return replace(invented.CASE_FILE, returns=returns)


def events(agency: Agency) -> Iterator[ChronologyEvent]:
    """The chronology of an agency, a row every third day."""
    for number in range(ROWS):
        on = invented.TODAY - timedelta(3 * number)
        told = "Home visit by the health visitor; mother and both children were seen. Weight on the 25th centile."
        yield ChronologyEvent(
            f"{agency.code}-{number}", on.isoformat(), told, on, on, response="Advice given; the next visit arranged."
        )


if __name__ == "__main__":
    main()
