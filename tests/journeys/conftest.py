"""Where the journeys through a case begin: a day on which everything before it has been done."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Desk, Said
from tests.conftest import EXAMPLES, Program, Register

RETURNS = EXAMPLES / "returns"


def _copied(made: Path, folder: Path, today: str) -> Register:
    """A copy of a register with the documents made so far, to go on with from a day."""
    path = folder / "register.db"
    shutil.copy(made, path)
    path.chmod(0o600)
    if (made.parent / "documents").exists():
        shutil.copytree(made.parent / "documents", folder / "documents")
    copy = Register(path, Program(folder))
    copy.today = today
    return copy


@pytest.fixture(scope="session")
def _asked(tmp_path_factory: pytest.TempPathFactory, _notified: Path) -> Path:
    made = _copied(_notified, tmp_path_factory.mktemp("asked"), "2026-11-25")
    made("meeting", "set", "review-meeting", "--at", "8 Dec 2026 14:00", "--place", "Civic House")
    made("request", "prepare", "--all")
    made("request", "sent", "--all")
    made("request", "confirm", "--all")
    return made.path


@pytest.fixture(scope="session")
def _returned(tmp_path_factory: pytest.TempPathFactory, _asked: Path, returned: dict[str, Path]) -> Path:
    made = _copied(_asked, tmp_path_factory.mktemp("returned"), "2026-12-02")
    made("return", "import", *(path for code, path in returned.items() if code != "GP"))
    made("return", "told", "PRO", "--to", "Duty manager, children's social care")
    made("return", "nil", "AMH")
    return made.path


@pytest.fixture
def asked(tmp_path: Path, _asked: Path) -> Register:
    """The case on Wednesday 25 November 2026: the meeting is set, eleven agencies have been asked and telephoned."""
    return _copied(_asked, tmp_path, "2026-11-25")


@pytest.fixture
def all_but_the_surgery(tmp_path: Path, _returned: Path) -> Register:
    """The case on Wednesday 2 December 2026: everyone has answered but Millpond Lane Surgery."""
    return _copied(_returned, tmp_path, "2026-12-02")


@pytest.fixture(scope="session")
def returned() -> dict[str, Path]:
    """What each agency sent back, by its code."""
    return {
        "LLN": RETURNS / "Little Larks - agency information.docx",
        "LAN": RETURNS / "Lantern SCSI-5 nil return.docx",
        "PRO": RETURNS / "PROBATION - SCSI 5.docx",
        "POL": RETURNS / "SCSI-5 Northmoor Police returned.docx",
        "FPS": RETURNS / "fenlark primary SCSI-5 completed.docx",
        "MSH": RETURNS / "Moorside Homes_SCSI5_return.docx",
        "CSC": RETURNS / "SCSI-5 Childrens Social Care RETURN final.docx",
        "NHT": RETURNS / "Northmoor Health Trust SCSI-5 midwifery and HV.docx",
        "NRI": RETURNS / "SCSI-5 NRI (ED + paeds) returned 02-12-26.docx",
        "GP": RETURNS / "GP return Millpond Lane.docx",
    }


class Manager(Desk):
    """A business manager at her desk, who types commands and reads what they say; all in this process, to be quick."""

    def gives(self, text: str, *words: str, **more: Any) -> Said:
        """Run a command that reads what it needs from `text`: ``gives(answer, "decision", "partner")``."""
        return self(*words, "--file", "-", stdin=text, **more)

    def sees(self, *words: str, **more: Any) -> str:
        """What a command prints, on one line, so that a sentence can be looked for wherever it was broken."""
        return " ".join(self(*words, **more).out.split())

    def day_of(self, step: str) -> str | None:
        """The day by which a step of the timetable is due."""
        return str(self.step(step)["date"])

    def step(self, name: str) -> dict[str, Any]:
        """A step of the timetable."""
        (shown,) = self("timetable", "--json").json["timetables"]
        (found,) = (entry for entry in shown["steps"] if entry["id"] == name)
        return dict(found)

    def steps(self) -> set[str]:
        """The ids of all steps that the case calls for."""
        (shown,) = self("timetable", "--json").json["timetables"]
        return {entry["id"] for entry in shown["steps"]}

    def todo(self) -> dict[str, dict[str, Any]]:
        """What `today` lists, by its id."""
        (case,) = self("today", "--json").json["cases"]
        return {item["id"]: item for item in case["items"]}

    def late(self) -> set[str]:
        """The ids of what is overdue."""
        return {item["id"] for item in self("overdue", "--json").json["items"]}


def papers(said: Said) -> list[Path]:
    """The documents that a command made."""
    return [Path(line) for line in said.out.splitlines()]


@pytest.fixture
def manager_of(tmp_path: Path) -> Callable[..., Manager]:
    """The register of the invented partnership under a procedure, with its agencies and contacts, and no case yet."""

    def make(procedure: str, today: str, contacts: str = "") -> Manager:
        desk = Manager(tmp_path / "register.db")
        name = "Northmoor Safeguarding Children Partnership"
        desk("init", "--partnership", name, "--procedure", procedure, "--plain", today=today)
        desk("settings", "set", "--file", EXAMPLES / "settings.toml")
        desk("agency", "import", EXAMPLES / "agencies.csv")
        desk("contact", "add", "--file", EXAMPLES / "contacts.toml")
        if contacts:
            desk.gives(contacts, "contact", "add")
        return desk

    return make


@pytest.fixture
def recommended() -> Callable[..., str]:
    """The file of a recommendation: outcome, reasons, the criteria that are met and those that are not."""

    def write(outcome: str, reasons: str, met: tuple[str, ...], not_met: tuple[str, ...], more: str = "") -> str:
        answers = dict.fromkeys(met, "true") | dict.fromkeys(not_met, "false")
        criteria = [
            f'[[criterion]]\nid = "{name}"\nmet = {is_met}\nreasons = "Considered."' for name, is_met in answers.items()
        ]
        return "\n".join([f'outcome = "{outcome}"', f'reasons = "{reasons}"', more, *criteria])

    return write


@pytest.fixture
def agrees() -> Callable[..., str]:
    """The file of a partner's answer, signed on a day."""

    def write(partner: str, signed: str, **more: str) -> str:
        lines = {"response": "agrees"} | more
        return "\n".join([f'partner = "{partner}"', f"signed = {signed}", *(f'{k} = "{v}"' for k, v in lines.items())])

    return write
