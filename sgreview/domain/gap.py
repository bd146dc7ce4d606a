"""A gap: something a good rapid review has and this one lacks, with the paragraph that asks for it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sgreview.domain.case_file import CaseFile
from sgreview.domain.record import Record
from sgreview.domain.review_file import ReviewFile
from sgreview.domain.steps import Process


class Severity(StrEnum):
    """How strongly it is asked for: law, a limit or a child's safety; guidance; helpful."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Gap(Record):
    """One gap. `rule` names it on a command line; `answered` is the reason why it is left, or empty.

    The message names people by their codes, and organisations; it stands in lists, JSON and the final report.
    """

    rule: str
    severity: Severity
    message: str
    source: str
    answered: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Seen(Record):
    """What the rules look at: a case as it stands, and one of its processes.

    `words` are the kinds, flags and conditions that hold; `concerns_told` the codes of agencies whose immediate safety
    concern somebody has been told of.
    """

    case_file: CaseFile
    review: ReviewFile
    process: Process
    today: date
    words: frozenset[str] = frozenset()
    concerns_told: Collection[str] = ()


def rule_of(kind: str, subject: str) -> str:
    """The name of a gap about one person, agency or criterion: ``safety:child-b``."""
    return f"{kind}:{'-'.join(subject.casefold().split())}"


def must(rule: str, message: str, source: str) -> Gap:
    """A gap that law, a limit or a child's safety asks to be closed."""
    return Gap(rule, Severity.MUST, message, source)


def should(rule: str, message: str, source: str) -> Gap:
    """A gap that guidance asks to be closed."""
    return Gap(rule, Severity.SHOULD, message, source)


def may(rule: str, message: str, source: str) -> Gap:
    """A gap that it helps to close."""
    return Gap(rule, Severity.MAY, message, source)
