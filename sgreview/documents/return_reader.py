"""The process that reads one Word file from outside: .docx bytes on stdin, its text as JSON on stdout.

``python -m sgreview.documents.return_reader``, started by `intake` and by nothing else. Whatever a hostile file brings
about ends here, with limits of memory and time where the system has them.
"""

import json
import sys

MEMORY = 480 * 1024 * 1024
SECONDS = 30


def main() -> None:
    """Read stdin, write ``{"text": ...}``, or ``{"refused": [what, advice]}`` for a file that is refused."""
    _limit()
    from sgreview.documents.word_text import read_word
    from sgreview.errors import DocumentRefused

    try:
        answer: dict[str, object] = {"text": read_word(sys.stdin.buffer.read()).to_json()}
    except DocumentRefused as refusal:
        answer = {"refused": [refusal.what, refusal.advice]}
    # Escaped to ASCII: whatever characters the file holds, lone surrogates too, they pass the pipe.
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def _limit() -> None:
    """Bound memory and processor time; Windows has no such limits, and there only the caller's clock holds."""
    try:
        import resource
    except ImportError:
        return
    for what, most in ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS)):
        _, hard = resource.getrlimit(what)
        resource.setrlimit(what, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main()
