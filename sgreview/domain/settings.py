"""The settings of a register: what there is, and what a value must look like."""

from sgreview.domain.dates import read_time
from sgreview.errors import NotFound, Refused

#: Key -> what it is for. All of them are kept in the register, so that two registers never mix.
SETTINGS = {
    "partnership": "the name of the partnership",
    "address": "its postal address, for the letterhead",
    "telephone": "its telephone number",
    "email": "its e-mail address",
    "website": "its website",
    "signatory": "who signs the letters",
    "signatory-job": "what they are",
    "logo": "the path of a picture for the letterhead",
    "marking": "the protective marking, OFFICIAL-SENSITIVE where none is set",
    "procedure": "the procedure of new cases",
    "documents": "the folder of the documents; `documents` beside the register where none is set",
    "templates": "the folder of the partnership's own Word templates",
    "cut-off": "the hour from which a form counts as received the next day",
}


def check_setting(key: str, value: str) -> tuple[str, str]:
    """The key and value to keep. Raises `NotFound` for an unknown key, `Refused` or `Usage` for a value that is off."""
    known = key.strip().lower().replace("_", "-")
    if known not in SETTINGS:
        raise NotFound(f"There is no setting {key!r}.", f"Name one of: {', '.join(SETTINGS)}.")
    value = value.strip()
    if known == "partnership" and not value:
        raise Refused("A register belongs to a partnership.", "Give the name of yours.")
    if known == "cut-off" and value:
        value = read_time(value)
    return known, value
