"""The process that reads one file from outside: its bytes on stdin, its text as JSON on stdout.

``python -m sgreview.documents.intake.reader KIND``, started by `reading_process` and by nothing else. Whatever a
hostile file brings about ends here, with limits of memory and time where the system has them.
"""

import json
import os
import signal
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sgreview.documents.intake.incoming import FileKind

MEMORY = 480 * 1024 * 1024
SECONDS = 20
#: How this process ends where memory runs out; and, as the caller sees it, where processor time does.
OUT_OF_MEMORY = 86
NOT_INSTALLED = 87
OUT_OF_TIME = -int(getattr(signal, "SIGXCPU", 24))


def main() -> None:
    """Read stdin, write ``{"text": ...}``, ``{"foreign": ...}``, or ``{"refused": [what, advice]}``."""
    _limit()
    try:
        answer = _read(sys.argv[1], sys.stdin.buffer.read())
        # Escaped to ASCII: whatever characters the file holds, lone surrogates too, they pass the pipe.
        written = json.dumps(answer).encode("ascii")
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    except ImportError:
        os._exit(NOT_INSTALLED)
    sys.stdout.buffer.write(written)


def _read(kind: str, data: bytes) -> dict[str, Any]:
    from sgreview.documents.intake.incoming import FileKind
    from sgreview.errors import DocumentRefused

    try:
        if (word := _word_document(data, FileKind[kind])) is not None:
            from sgreview.documents.word.text import read_word

            return {"text": read_word(word).to_json()}
        from sgreview.documents.foreign.reader import read_foreign_file

        return {"foreign": read_foreign_file(data, FileKind[kind]).to_json()}
    except (DocumentRefused, RecursionError) as problem:
        from sgreview.documents.intake.why_refused import reason

        return {"refused": list(reason(data, problem))}


def _word_document(data: bytes, kind: "FileKind") -> bytes | None:
    """The .docx that a file is, or that was written out as one XML file; None where it is neither."""
    from sgreview.documents.intake.incoming import FileKind

    if kind is FileKind.WORD_XML:
        from sgreview.documents.foreign.word_xml import package
        from sgreview.documents.intake.zip import guard_zip

        packed = package(data)
        return packed if packed is not None and guard_zip(packed, "The file") is FileKind.WORD else None
    return data if kind is FileKind.WORD else None


def _limit() -> None:
    """Bound memory and processor time; Windows has no such limits."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        _, hard = resource.getrlimit(what)
        try:
            resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        except (ValueError, OSError):
            continue  # macOS refuses a limit below what a process has mapped already: the watch holds there
    if sys.platform == "darwin":
        _watch_memory(1)


def _watch_memory(unit: int) -> None:
    """End the process when it has ever held more memory than it may; `unit` is the bytes that ``ru_maxrss`` counts."""
    import resource
    import threading
    import time

    def watch() -> None:
        while resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit < MEMORY:
            time.sleep(0.02)
        os._exit(OUT_OF_MEMORY)

    threading.Thread(target=watch, daemon=True).start()


if __name__ == "__main__":
    main()
