"""Entry point of the installed program and of ``python -m sgreview``."""

import sys


def main() -> None:
    """Run the command line and end the process with its exit code."""
    try:
        from sgreview.cli.run import run

        code = run()
    except KeyboardInterrupt:  # pressed before anything had begun; `run` says it of everything later
        sys.stderr.write("Stopped.\n")
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
