"""Where the journeys through a case begin: a day on which everything before it has been done."""

import shutil
from pathlib import Path

import pytest

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
