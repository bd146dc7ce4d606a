"""Starts the process that reads one file from outside, and says what became of it.

Its bounds: on Linux memory by the system (`RLIMIT_AS`) and processor time; on macOS, which does not hold a process to
its memory, a watch inside it that ends it; everywhere the clock of this process. On Windows there is no bound of memory
beside the guard's: the size of the file, of what it unpacks to and the number of its elements, which together keep a
reading below some 500 MB as well.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from sgreview.documents.intake.advice import AS_SAVED, SEND_DOCX
from sgreview.documents.intake.incoming import FileKind, ForeignFile
from sgreview.documents.intake.reader import NOT_INSTALLED, OUT_OF_MEMORY, OUT_OF_TIME
from sgreview.documents.word.pieces import WordText
from sgreview.errors import DocumentRefused, Refused

SECONDS = 40


def read_apart(data: bytes, name: str, kind: FileKind) -> WordText | ForeignFile:
    """The text of a guarded file: of a Word document with every place, of a file of another kind as it can be read.

    Raises DocumentRefused where the process refuses it, comes to its limits or dies; `Refused` where it does not start.
    """
    answer = _answer(data, name, kind)
    return WordText.from_json(answer["text"]) if "text" in answer else ForeignFile.from_json(answer["foreign"])


def _answer(data: bytes, name: str, kind: FileKind) -> dict[str, Any]:
    package = Path(__file__).resolve().parents[3]
    paths = [str(package), *filter(None, [os.environ.get("PYTHONPATH")])]
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-m", "sgreview.documents.intake.reader", kind.name],
            input=data,
            capture_output=True,
            timeout=SECONDS,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(paths)},
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise DocumentRefused(f"{name} took longer than {SECONDS} seconds to read.", AS_SAVED) from None
    if done.returncode == OUT_OF_MEMORY:
        raise DocumentRefused(f"{name} takes more memory to read than any form does.", AS_SAVED)
    if done.returncode == OUT_OF_TIME:
        raise DocumentRefused(f"{name} took longer to read than any form does.", AS_SAVED)
    if done.returncode == NOT_INSTALLED:
        raise Refused(
            "A part of this program that reads files is missing or does not start.",
            "Install it again; the file was not looked at.",
        )
    if done.returncode != 0:
        raise DocumentRefused(
            f"{name} made the reader break off: it is damaged, or built to do harm.", f"Do not open it. {SEND_DOCX}"
        )
    answer: dict[str, Any] = json.loads(done.stdout)
    if "refused" in answer:
        what, advice = answer["refused"]
        raise DocumentRefused(f"{name}: {what}", advice)
    return answer
