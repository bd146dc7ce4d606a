"""Where the register, the documents and the files shipped with the program are."""

import os
from pathlib import Path

REGISTER_VARIABLE = "SGREVIEW_REGISTER"


def shipped(name: str) -> Path:
    """Return the shipped file or folder `name` (`templates/...`, `examples/...`, `procedures/...`).

    In a wheel these lie inside the package; in a checkout `templates` and `examples` lie beside it.
    """
    package = Path(__file__).resolve().parent
    inside = package / name
    return inside if inside.exists() else package.parent / name


def default_register() -> Path:
    """The register used when none is named: a folder of the user's own, never a shared one."""
    # platformdirs is imported here because most commands are told their register by option or variable.
    from platformdirs import user_data_path

    return user_data_path("sgreview", appauthor=False) / "register.db"


def register_path(named: Path | None) -> Path:
    """The register to use: the one named, else SGREVIEW_REGISTER, else the default."""
    if named is not None:
        return named
    from_environment = os.environ.get(REGISTER_VARIABLE)
    return Path(from_environment) if from_environment else default_register()
