"""What was tried since the kernel was started, and how it went; in a file only where a learner asks for one."""

import json
import os
import tempfile
from collections.abc import Hashable
from dataclasses import dataclass, fields
from pathlib import Path

from bplesson.errors import InputError, file_name, shown

FORMAT, VERSION = "bplesson record", 1
LARGEST = 5_000_000  # letters of a file


@dataclass(frozen=True)
class Attempt:
    """One try: at which skill ("P2.1"; "cost" for a prediction), of which kind, right or not, with which mistakes."""

    skill: str
    kind: str  # "numbers", "function", "whose mistake", "bug hunt", "prediction" …
    ok: bool
    mistakes: tuple[str, ...] = ()


NAMES = {field.name for field in fields(Attempt)}


class Record:
    """The attempts in the order in which they were made; `path` is the file that keeps them, if there is one.

    `unkept` says why what was tried last does not stand in that file; it will, as soon as the file can be written.
    """

    def __init__(self):
        self.attempts: list[Attempt] = []
        self.path: Path | None = None
        self.unkept = ""
        self._answers: set = set()
        self._kept = 0  # how many of the attempts stand in a file
        self._left = None  # how the file was left

    def tried(self, skill: str, kind: str, ok: bool, mistakes: tuple[str, ...] = (), answer: Hashable = None) -> None:
        """Note one attempt; where there is a file, it is written anew.

        `answer` is what was answered, and to what: the same answer once more is no other attempt.
        """
        if answer is not None:
            if (skill, kind, answer) in self._answers:
                return
            self._answers.add((skill, kind, answer))
        self.attempts.append(Attempt(skill, kind, bool(ok), tuple(mistakes)))
        if self.path:
            try:
                self._bring_in_line(self.path)
            except InputError as problem:
                self.unkept = f"It could not be kept in {self.path.name}: {str(problem).removeprefix('path: ')}."

    def go_on_with(self, path) -> None:
        """Go on with the file of that name, or begin one: what was tried and stands in no file yet is added to it.

        A file that is no record, or not a whole one, or of a later version, is refused and left alone.
        """
        self._bring_in_line(file_name(path).absolute())

    def _bring_in_line(self, name: Path) -> None:
        """Put what stands in no file yet behind what stands in that one, which another kernel may have written."""
        before, new = self.attempts[: self._kept], self.attempts[self._kept :]
        if os.path.exists(name):
            before = before if name == self.path and _state(name) == self._left else _read(name)
        elif name != self.path:
            before = []
        if new or not os.path.exists(name):
            _write(name, before + new)
        self.attempts, self.path, self.unkept = before + new, name, ""
        self._kept, self._left = len(self.attempts), _state(name)


def _state(name: Path) -> tuple[int, int, int]:
    """What tells a file from what another has made of it."""
    found = name.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


def _read(name: Path) -> list[Attempt]:
    def refused(why: str) -> InputError:
        return InputError(f"path: expected a record of bplesson, got {shown(str(name))}, {why}; it was left as it is")

    try:
        if name.stat().st_size > LARGEST:
            raise refused("which is too large for one")
        found = json.loads(name.read_text(encoding="utf-8"))
    except OSError as problem:
        raise refused(f"which cannot be read ({problem.strerror})") from None
    except InputError:
        raise
    except (ValueError, RecursionError):
        raise refused("which is no JSON, or was cut off") from None
    version = found.get("version") if isinstance(found, dict) and found.get("format") == FORMAT else None
    if type(version) is not int or version < 1:
        raise refused("which is something else")
    if version > VERSION:
        raise refused("which was written by a later version")
    attempts = found.get("attempts")
    if not isinstance(attempts, list) or not all(map(_is_attempt, attempts)):
        raise refused("in which an entry is not as it should be")
    return [Attempt(**each | {"mistakes": tuple(each["mistakes"])}) for each in attempts]


def _is_attempt(entry) -> bool:
    if not isinstance(entry, dict) or entry.keys() != NAMES or not isinstance(entry["mistakes"], list):
        return False
    texts = (entry["skill"], entry["kind"], *entry["mistakes"])
    return isinstance(entry["ok"], bool) and all(isinstance(each, str) for each in texts)


def _write(name: Path, attempts: list[Attempt]) -> None:
    """The whole file or nothing: it is written beside the old one, and takes its place."""
    lines = ",\n".join(json.dumps(vars(each), ensure_ascii=False) for each in attempts)
    text = f'{{"format": "{FORMAT}", "version": {VERSION}, "attempts": [\n{lines}\n]}}\n'
    beside = None
    try:
        handle, beside = tempfile.mkstemp(dir=name.parent, prefix=f".{name.name}.")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.replace(beside, name)
    except (OSError, ValueError) as problem:
        if beside:
            Path(beside).unlink(missing_ok=True)
        why = getattr(problem, "strerror", None) or problem
        raise InputError(f"path: expected a file that can be written, got {shown(str(name))}: {why}") from None


RECORD = Record()
