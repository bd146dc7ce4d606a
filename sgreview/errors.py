"""The failures a user can meet: each says what is wrong in one sentence and what to do in another.

The exit code belongs to the class, so that scripts can rely on it. No message may hold a person's name: file names,
references, organisations, roles and keys only.
"""


class SgreviewError(Exception):
    """A failure with a sentence for the user (`what`), advice (`advice`) and the exit code of its class."""

    exit_code = 1

    def __init__(self, what: str, advice: str = "") -> None:
        super().__init__(what)
        self.what = what
        self.advice = advice


class Refused(SgreviewError):
    """What was asked breaks a rule of the field or of the register; nothing was changed."""


class BadFile(SgreviewError):
    """A file the user wrote has mistakes in it; `mistakes` holds one line for each."""

    def __init__(self, what: str, advice: str = "", mistakes: tuple[str, ...] = ()) -> None:
        super().__init__(what, advice)
        self.mistakes = mistakes


class BadTemplates(BadFile):
    """Word templates with mistakes in them; `mistakes` holds one line for each."""

    exit_code = 7


class Usage(SgreviewError):
    """The words of the command line are off: an unreadable date, two options that exclude each other."""

    exit_code = 2


class NotFound(SgreviewError):
    """A case, agency, step, document code or procedure that is not there, or not the only one of its name."""

    exit_code = 3


class AgencyUnknown(NotFound):
    """A file does not say which agency it comes from; whoever has it can."""


class RegisterUnusable(SgreviewError):
    """The register is missing, empty, foreign, locked, read-only or damaged, or a check found faults."""

    exit_code = 5


class RegisterTooNew(SgreviewError):
    """The register was written by a newer version of the program, or the key does not open it."""

    exit_code = 6


class DocumentRefused(SgreviewError):
    """A Word file that cannot be taken in (hostile, protected, truncated), or a template with mistakes."""

    exit_code = 7
