"""Making a register, and what belongs to the partnership: settings, procedure, holidays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from sgreview.domain.dates import show_date
from sgreview.domain.settings import check_setting
from sgreview.errors import Refused, RegisterUnusable
from sgreview.services.desk import Desk
from sgreview.services.procedures import find_procedure
from sgreview.services.schedule import Moved, raw, redate_all

if TYPE_CHECKING:
    from sqlmodel import Session


#: A documents folder is made when it is needed; templates that are not there would be the shipped ones unnoticed.
FOLDER_ADVICE = {
    "documents": "Name a folder, or one that can be made.",
    "templates": "Fill one with `sgreview template copy DIR`.",
}


@dataclass(frozen=True, slots=True)
class Made:
    """A register just made, and what to know about where it lies."""

    path: Path
    warnings: tuple[str, ...] = ()


def init(desk: Desk, settings: Mapping[str, str], procedure: str, allow_network_path: bool = False) -> Made:
    """Make a register with its settings, procedure and bank holidays. Refuses a file that is there already."""
    from sgreview.register.connection import create

    shared = look_at_place(desk, allow_network_path)
    find_procedure(procedure)  # a procedure that is not there must not leave a register without one
    checked = dict(check_setting(key, value) for key, value in settings.items())
    create(desk.register)
    with desk.change("init") as session:
        _save(session, {**checked, "register-uid": uuid4().hex})
        _choose(session, procedure, desk.today)
    return Made(desk.register, (f"The register's folder: {shared}.",) if shared else ())


def look_at_place(desk: Desk, allow_network_path: bool = False) -> str:
    """Whether a register may be made where the desk is; returns what makes the folder a shared one, if anything."""
    from os.path import lexists

    from sgreview.register.connection import occupied
    from sgreview.register.shared_folders import looks_shared

    if lexists(desk.register):
        raise occupied(desk.register)
    shared = looks_shared(desk.register)
    if shared and not allow_network_path:
        raise RegisterUnusable(
            f"{desk.register} is no safe place for a register: {shared}.",
            "Name another with --register, or insist with --allow-network-path.",
        )
    return shared


def save_settings(desk: Desk, settings: Mapping[str, str]) -> tuple[str, ...]:
    """Change settings; returns warnings. A new cut-off hour dates open cases anew."""
    from sgreview.register.shared_folders import looks_shared
    from sgreview.services.templates import check_folder

    checked = dict(check_setting(key, value) for key, value in settings.items())
    warnings = []
    for key in ("documents", "templates"):
        if checked.get(key):
            folder = Path(checked[key]).expanduser().absolute()
            if not folder.is_dir() and (folder.exists() or key == "templates"):
                raise Refused(f"{folder.name!r} is not a folder.", FOLDER_ADVICE[key])
            checked[key] = str(folder)
            shared = looks_shared(Path(checked[key]))
            if key == "templates" and not check_folder(folder):
                warnings.append(f"There is no template in {folder.name!r} yet; the shipped ones are used.")
            if shared and key == "documents":
                warnings.append(f"The documents hold names of children, and the folder is shared or synced: {shared}.")
    if checked.get("logo") and not Path(checked["logo"]).expanduser().is_file():
        raise Refused(f"There is no file {Path(checked['logo']).name!r}.", "Give the path of a PNG or JPEG picture.")
    with desk.change("settings set") as session:
        if "procedure" in checked:
            _choose(session, checked.pop("procedure"), desk.today)
        _save(session, checked)
        if "cut-off" in checked:
            session.flush()
            redate_all(session, desk.today)
    return tuple(warnings)


def add_holiday(desk: Desk, day: date, name: str) -> tuple[Moved, ...]:
    """Add a day on which nobody works, such as a bank holiday proclaimed late; returns what moved in open cases."""
    from sgreview.register import tables

    with desk.change("register holiday add") as session:
        known = raw(session).execute(
            "SELECT name FROM bank_holiday WHERE day = ?1 UNION ALL SELECT name FROM local_holiday WHERE day = ?1",
            (day.isoformat(),),
        )
        found = known.fetchone()
        if found is not None:
            raise Refused(f"{show_date(day)} is a holiday already ({found[0]}).", "Nothing was changed.")
        session.add(tables.LocalHoliday(day=day, name=name, added=desk.today))
        session.flush()
        return redate_all(session, desk.today)


def _save(session: "Session", settings: Mapping[str, str]) -> None:
    from sgreview.register import tables

    for key, value in settings.items():
        row = session.get(tables.Setting, key)
        if row is None:
            session.add(tables.Setting(key=key, value=value))
        else:
            row.value = value


def _choose(session: "Session", named: str, today: date) -> None:
    """Choose the procedure of new cases. One that the partnership brought itself is kept whole in the register."""
    from sgreview.register import tables
    from sgreview.services.procedures import shipped_text

    procedure, text = find_procedure(named, raw(session))
    if text != shipped_text(procedure.id):
        row = session.get(tables.ProcedureText, procedure.id)
        digest = sha256(text.encode()).hexdigest()
        if row is None:
            session.add(tables.ProcedureText(id=procedure.id, text=text, sha256=digest, added=today))
        else:
            row.text, row.sha256, row.added = text, digest, today
    _save(session, {"procedure": procedure.id})
