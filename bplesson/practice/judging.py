"""What is said of the texts in the blanks of a case; a fault of ours is never said to be the learner's."""

from collections.abc import Mapping
from dataclasses import replace

from bplesson.errors import InputError
from bplesson.practice.diagnosis import Verdict
from bplesson.practice.item import Case
from bplesson.practice.mistakes import MISTAKES
from bplesson.practice.typed import read

UNREAD = "no number: "
SIGNS = {
    "right, given": "(✓)",
    "right": "✓",
    "empty": "",
    "together": "",
    UNREAD: "?",
    "": "✗",
}  # by how a state begins


def judge(case: Case, typed: Mapping[str, str]) -> Verdict:
    """The verdict on texts as they were typed; what is no number is said to be none, and all others are judged."""
    unread = {}
    for name in case.asks:
        try:
            read(case.label(name), typed.get(name))
        except InputError as problem:
            unread[name] = str(problem)
    try:
        verdict = case.answer(
            **{name: text for name, text in typed.items() if name in case.asks and name not in unread}
        )
    except InputError:
        raise
    except Exception as problem:
        fault = f"{type(problem).__name__}: {problem}"
        return Verdict(False, (), f"The checker itself failed, which says nothing about your answer ({fault}).")
    if not unread:
        return verdict
    says = f"{next(iter(unread.values()))}." + (
        "" if verdict.boxes is None or set(verdict.boxes.values()) == {"empty"} else f"\n{verdict.says}"
    )
    boxes = (verdict.boxes or {}) | {name: UNREAD + text for name, text in unread.items()}
    return replace(verdict, ok=False, says=says, boxes=boxes)


def is_whole(verdict: Verdict) -> bool:
    """Whether something was answered that counts: nothing is missing so far, or something is wrong."""
    states = set((verdict.boxes or {}).values())
    return verdict.ok or bool(states - {"right", "empty"}) and not any(state.startswith(UNREAD) for state in states)


def words_of(state: str, case: Case) -> str:
    """What a blank says of itself."""
    if state in MISTAKES:
        return f"wrong: {case.key.words.get(state, MISTAKES[state].sentence)}"
    return {"off": "wrong", "empty": ""}.get(state, state)
