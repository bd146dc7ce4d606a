"""Entry point of the installed program and of ``python -m sgreview``."""

import sys


def main() -> None:
    """Run the command line and end the process with its exit code."""
    from sgreview.cli.run import run

    sys.exit(run())


if __name__ == "__main__":
    main()
