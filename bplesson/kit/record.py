"""What was tried since the kernel was started, and how it went; in a file only where a learner asks for one."""

import json
import os
import tempfile
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from bplesson.errors import InputError, file_name, shown

FORMAT, VERSION = "bplesson record", 1
LARGEST = 5_000_000  # letters of a file


@dataclass(frozen=True)
class Attempt:
    """One try: at which skill ("P2.1"; "cost" for a prediction), of which kind, right or not, with which mistakes."""

    skill: str
    kind: str  # "numbers", "function", "whose mistake", "bug hunt" or "prediction"
    ok: bool
    mistakes: tuple[str, ...] = ()


class Record:
    """The attempts in the order in which they were made; `path` is the file that keeps them, if there is one."""

    def __init__(self):
        self.attempts: list[Attempt] = []
        self.path: Path | None = None

    def tried(self, skill: str, kind: str, ok: bool, mistakes: tuple[str, ...] = ()) -> None:
        """Note one attempt; where there is a file, it is written anew. InputError if that cannot be done."""
        self.attempts.append(Attempt(skill, kind, bool(ok), tuple(mistakes)))
        if self.path:
            self._write(self.path, self.attempts)

    def go_on_with(self, path) -> None:
        """Go on with the file of that name, or begin one: what stands in it comes before what was tried up to now.

        A file that is no record, or not a whole one, or of a later version, is refused and left alone.
        """
        name = file_name(path).absolute()
        before = self._read(name) if name.exists() else []
        if name == self.path:
            return
        attempts = before + self.attempts
        self._write(name, attempts)
        self.attempts, self.path = attempts, name

    def _read(self, name: Path) -> list[Attempt]:
        def refused(why: str) -> InputError:
            return InputError(
                f"path: expected a record of bplesson, got {shown(str(name))}, {why}; it was left as it is"
            )

        try:
            if name.stat().st_size > LARGEST:
                raise refused("which is too large for one")
            found = json.loads(name.read_text(encoding="utf-8"))
        except (OSError, ValueError) as problem:
            why = getattr(problem, "strerror", None) or "which is no JSON, or was cut off"
            raise refused(why) from None
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise refused("which is something else")
        if not isinstance(found.get("version"), int) or found["version"] > VERSION:
            raise refused("which was written by a later version")
        try:
            return [_attempt(each) for each in found["attempts"]]
        except (KeyError, TypeError, ValueError):
            raise refused("in which an entry is not as it should be") from None

    @staticmethod
    def _write(name: Path, attempts: list[Attempt]) -> None:
        """The whole file or nothing: it is written beside the old one, and takes its place."""
        text = json.dumps({"format": FORMAT, "version": VERSION, "attempts": list(map(asdict, attempts))}, indent=1)
        beside = None
        try:
            handle, beside = tempfile.mkstemp(dir=name.parent, prefix=f".{name.name}.")
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text + "\n")
            os.replace(beside, name)
        except (OSError, ValueError) as problem:
            if beside:
                Path(beside).unlink(missing_ok=True)
            why = getattr(problem, "strerror", None) or problem
            raise InputError(f"path: expected a file that can be written, got {shown(str(name))}: {why}") from None


def _attempt(entry) -> Attempt:
    if set(entry) != {field.name for field in fields(Attempt)} or not isinstance(entry["ok"], bool):
        raise ValueError
    if not all(isinstance(each, str) for each in (entry["skill"], entry["kind"], *entry["mistakes"])):
        raise ValueError
    return Attempt(**entry | {"mistakes": tuple(entry["mistakes"])})


RECORD = Record()
