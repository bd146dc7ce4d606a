"""Where a person works: a register, a day that counts as today, and who is at work."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from sgreview.errors import Refused

if TYPE_CHECKING:
    from sqlmodel import Session


def _quiet(_sentence: str) -> None:
    """Tell nobody."""


def _still(_done: int, _total: int) -> None:
    """Show nobody."""


@dataclass(frozen=True, slots=True)
class Desk:
    """A register and the day on which it is worked at.

    `actor` is written to the audit trail; `tell` hears of what happens by the way: an upgrade, holidays that moved;
    `progress` how much of a long piece of work is done, of how much.
    """

    register: Path
    today: date
    actor: str = ""
    tell: Callable[[str], None] = _quiet
    progress: Callable[[int, int], None] = _still

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """The register as it stands at one moment, read by the plain driver: fast."""
        from sgreview.register.connection import reading

        with reading(self.register, tell=self.tell) as connection:
            yield connection

    @contextmanager
    def change(self, command: str) -> "Iterator[Session]":
        """The register, open for one change: everything in it is recorded, with its audit entries, or nothing is.

        Bank holidays are brought up to date on the way; where they changed, open cases are dated anew first.
        """
        from sgreview.register.changes import change
        from sgreview.register.holidays import refresh

        with change(self.register, command, self.today, self.actor, self.tell) as session:
            if refresh(session, self.today):
                self._dates_moved(session)
            yield session

    def not_ahead(self, on: date, advice: str = "Record it when it has happened.") -> None:
        """Raise `Refused` for a day after today: what is recorded has happened."""
        if on > self.today:
            from sgreview.domain.dates import show_date

            raise Refused(f"{show_date(on)} is after today, {show_date(self.today)}.", advice)

    def _dates_moved(self, session: "Session") -> None:
        from sgreview.domain.dates import show_date
        from sgreview.services.schedule import redate_all

        for moved in redate_all(session, self.today):
            if moved.before and moved.after:
                days = f"from {show_date(moved.before)} to {show_date(moved.after)}"
                self.tell(f"Bank holidays have changed: {moved.case} {moved.step} moved {days}.")
