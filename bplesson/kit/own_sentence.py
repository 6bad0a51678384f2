"""What is to be known of a backward pass of the learner's own, in a sentence."""

import html
import re

from bplesson.kit.own import Derivatives, Own


def own_sentence(own: Own | None, derivatives: Derivatives, marked: str = "") -> str:
    """What is to be known of the learner's function, as HTML; `marked` says what the sign ≠ on the diagram means."""
    if own is None:
        return ""
    verdict = own.verdict
    if derivatives.said:
        why = f"{written(own.mistake)} " if verdict.mistakes and own.mistake != derivatives.said else ""
        return (
            f"⚠ <b>Your function.</b> {why}{written(derivatives.said)} The picture goes on with the right derivatives."
        )
    if derivatives.wrong:
        n = sum(each.size for each in derivatives.right)
        luck = f" {derivatives.only_here}" if verdict.ok and verdict.says else ""
        return f"≠ <b>Your function</b>: {_how_many(derivatives.wrong, n)}{marked}. {written(own.mistake)}{luck}"
    if not verdict.ok:
        return f"⚠ <b>Your function.</b> {written(own.mistake)} Here it does not show: all derivatives are right."
    return f"<b>Your function drives this picture.</b> {written(verdict.says)}"


def _how_many(wrong: int, n: int) -> str:
    if n == 1:
        return "the derivative is not right"
    if wrong == n:
        return f"none of the {n} derivatives is right"
    return f"{wrong} of {n} derivatives {'is' if wrong == 1 else 'are'} not right"


def written(says: str) -> str:
    """The words as HTML with a stop at their end; a line of the learner's own, between two signs `, as code."""
    says += "" if not says or says.endswith((".", "?", "!")) else "."
    return re.sub(r"`([^`]*)`", r"<code>\1</code>", html.escape(says, quote=False))
