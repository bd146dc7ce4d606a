"""Ticking steps by hand, leaving them out, and taking either back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sgreview.domain.case import CaseState
from sgreview.domain.case_file import CaseFile
from sgreview.domain.references import match_one
from sgreview.domain.steps import CaseStep, Process, StepState
from sgreview.errors import NotFound, Refused
from sgreview.services.desk import Desk
from sgreview.services.running import over
from sgreview.services.schedule import Settled, process_row, raw, settle, step_rows

if TYPE_CHECKING:
    from sgreview.register import tables


@dataclass(frozen=True, slots=True)
class Ticked:
    """What became of the steps named: those that changed, those that stood so already, and what followed."""

    changed: tuple[str, ...]
    already: tuple[str, ...]
    settled: Settled


def tick(desk: Desk, reference: str, steps: Sequence[str], on: date, note: str = "", process: str = "") -> Ticked:
    """Record steps as done on a day. What is done already stays as it is."""
    desk.not_ahead(on, "Tick a step when it has been done.")

    def mark(row: "tables.Step", _entry: CaseStep) -> None:
        row.state, row.done_on, row.note = StepState.DONE.value, on, note or row.note
        row.reason, row.approved_by = "", ""

    return _mark(desk, "done", reference, steps, process, StepState.DONE, mark)


def skip(
    desk: Desk, reference: str, steps: Sequence[str], reason: str, approved_by: str = "", process: str = ""
) -> Ticked:
    """Leave steps out, with the reason; one that law or guidance asks for only with the approving person's role."""
    if not reason.strip():
        raise Refused("A step is left out only with a reason.", "Give it with --reason FILE, or - for standard input.")

    def mark(row: "tables.Step", entry: CaseStep) -> None:
        if entry.step.is_limit and not approved_by:
            raise Refused(
                f"{entry.step.id} is asked for by law or national guidance.",
                "Name the role of whoever approves leaving it out with --approved-by.",
            )
        row.state, row.done_on = StepState.SKIPPED.value, desk.today
        row.reason, row.approved_by = reason.strip(), approved_by

    return _mark(desk, "skip", reference, steps, process, StepState.SKIPPED, mark)


def undo(desk: Desk, reference: str, steps: Sequence[str], process: str = "") -> Ticked:
    """Take a tick or a skip back: the step is open again, with its date."""

    def mark(row: "tables.Step", _entry: CaseStep) -> None:
        row.state, row.done_on, row.reason, row.approved_by = StepState.OPEN.value, None, "", ""

    return _mark(desk, "undo", reference, steps, process, StepState.OPEN, mark)


def _mark(
    desk: Desk,
    command: str,
    reference: str,
    steps: Sequence[str],
    process_kind: str,
    state: StepState,
    mark: "Callable[[tables.Step, CaseStep], None]",
) -> Ticked:
    from sgreview.register.case_reads import load_case

    changed, already = [], []
    with desk.change(command) as session:
        case_file = load_case(raw(session), reference)
        found = [find_step(case_file, named, process_kind, state) for named in steps]
        for process, entry in found:
            if entry.state is state:
                already.append(entry.step.id)
                continue
            mark(step_rows(session, process_row(session, reference, process))[entry.step.id, entry.occurrence], entry)
            changed.append(entry.step.id)
        settled = settle(session, reference, desk.today) if changed else Settled()
    return Ticked(tuple(changed), tuple(already), settled)


def find_step(
    case_file: CaseFile, named: str, process_kind: str = "", state: StepState = StepState.DONE
) -> tuple[Process, CaseStep]:
    """The step that an id (or a unique part of one) means, in the running processes of a case.

    Of a step that comes again, the time meant is the first that is not in `state` yet, else the last. Raises
    `NotFound` where there is none, or where two running processes share the id and none was named, `Refused` where
    the case has ended.
    """
    running = [p for p in case_file.processes if p.running and process_kind in ("", p.kind)]
    if not running and case_file.case.state is not CaseState.OPEN:
        raise over(case_file.case)
    if not running:
        raise NotFound(
            f"Case {case_file.case.reference} has no running process{f' {process_kind}' if process_kind else ''}.",
            "See it with `sgreview case show`.",
        )
    ids = {e.step.id: e.step.id for process in running for e in process.steps if e.state is not StepState.ENDED}
    step_id = match_one(named, ids, "step")
    holding = [process for process in running if any(entry.step.id == step_id for entry in process.steps)]
    if len(holding) > 1:
        kinds = ", ".join(process.kind for process in holding)
        raise NotFound(f"{step_id} is a step of {kinds}.", "Name the one that is meant with --process.")
    times = [entry for entry in holding[0].steps if entry.step.id == step_id]
    if state is StepState.OPEN:  # what is taken back is the latest tick
        times.reverse()
    return holding[0], next((entry for entry in times if entry.state is not state), times[-1])
