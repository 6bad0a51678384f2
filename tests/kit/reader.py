"""Reads a line of plain text as a reader would: numbers known to three digits, symbols with their exact values."""

import re

import numpy as np


class Rounded:
    """A number or a matrix, and how far off it may be because only the printed digits are known."""

    def __init__(self, value, off=0.0):
        self.value, self.off = np.asarray(value, dtype=float), np.broadcast_to(off, np.shape(value))

    @classmethod
    def printed(cls, text: str) -> "Rounded":
        value, digits = float(text), max(3, len(text.replace(".", "").strip("0")))
        return cls(value, 0.5 * 10 ** (np.floor(np.log10(abs(value))) + 1 - digits) if value else 0.0)

    @classmethod
    def block(cls, rows) -> "Rounded":
        """A matrix from rows of numbers and matrices."""
        parts = [[[np.atleast_2d(getattr(each, part)) for each in row] for row in rows] for part in ("value", "off")]
        return cls(*map(np.block, parts))

    def __add__(self, other):
        assert self.value.shape == other.value.shape
        return Rounded(self.value + other.value, self.off + other.off)

    def __neg__(self):
        return Rounded(-self.value, self.off)

    def __mul__(self, other):
        if self.value.ndim == other.value.ndim == 2:
            return self._product(other, np.matmul)
        assert 0 in (self.value.ndim, other.value.ndim)
        return self._product(other, np.multiply)

    def element_by_element(self, other):
        assert self.value.shape == other.value.shape
        return self._product(other, np.multiply)

    def _product(self, other, multiply):
        off = multiply(abs(self.value), other.off) + multiply(self.off, abs(other.value) + other.off)
        return Rounded(multiply(self.value, other.value), off)

    def __truediv__(self, other):
        value = self.value / other.value
        return Rounded(value, (self.off + abs(value) * other.off) / (abs(other.value) - other.off))

    def through(self, function):
        """function(value), and how far apart its values are where the argument may be."""
        value, off = function(self.value), 0.0
        for share in np.linspace(-1, 1, 21):
            off = np.maximum(off, abs(function(self.value + share * self.off) - value))
        return Rounded(value, 1.1 * off)

    def ln(self):
        return Rounded(np.log(self.value), self.off / (self.value - self.off))

    def length(self):
        return Rounded(np.linalg.norm(self.value), np.linalg.norm(self.off))

    def each(self, function):
        return Rounded(function(self.value), function(self.off))

    def agrees_with(self, truth) -> bool:
        near = 1.001 * self.off + 1e-9 * np.abs(truth) + 1e-12
        return self.value.shape == np.shape(truth) and bool((abs(self.value - truth) <= near).all())


def evaluated(text: str, values: dict) -> Rounded:
    """What a line of plain text comes to; `values` holds numbers, matrices and functions by name."""
    text = sums_written_out(without_remarks(text), values)
    text = re.sub(r"‖([^‖]*)‖", r"length(\1)", text)
    for name in sorted(values, key=len, reverse=True):
        text = text.replace(name, f" #{list(values).index(name)} ")
    tokens = re.findall(r"#\d+|10\^−?\d+|\d+(?:\.\d+)?|ln|exp|diag|length|[()\[\],×/^+−ᵀ⊙]", text)
    assert "".join(tokens) == re.sub(r"\s", "", text), f"cannot read {text!r}"
    value, rest = total(tokens, list(values.values()))
    assert rest == []
    return value


def without_remarks(text: str) -> str:
    """Without what is missing, and without the names under braces."""
    text = re.sub(r"\[[wW]_[\d,]+ missing\] ?", "", text)
    return re.sub(r"\[[^\[\]:]+: ([^\[\]]+)\]", r"(\1)", text)


def sums_written_out(text: str, values: dict) -> str:
    """Σ_c … as a sum over all values that the index c can have; a sum reaches to the end of the text or its bracket."""
    if (found := re.search(r"Σ_([a-h]) ", text)) is None:
        return text
    inside, after = up_to_the_bracket(text[found.end() :])
    index, body, after = found[1], sums_written_out(inside, values), sums_written_out(after, values)
    name, places = next(each for each in re.findall(r"([^\s(\[]+)\[([^\[\]]+)\]", body) if index in each[1].split(", "))
    many = np.shape(values[name])[places.split(", ").index(index)]
    terms = [re.sub(rf"(?<=[\[ ]){index}(?=[,\]])", str(j), body) for j in range(many)]
    return f"{text[: found.start()]}({' + '.join(terms)}){after}"


def up_to_the_bracket(text: str) -> tuple[str, str]:
    """The text up to a parenthesis that closes more than was opened, and the rest."""
    depth = 0
    for end, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if depth < 0:
            return text[:end], text[end:]
    return text, ""


def total(tokens, known):
    """A sum of products."""
    value, tokens = (product(tokens, known)) if tokens[0] != "−" else negated(product(tokens[1:], known))
    while tokens and tokens[0] in "+−":
        sign, *tokens = tokens
        term, tokens = product(tokens, known)
        value += term if sign == "+" else -term
    return value, tokens


def negated(read):
    return -read[0], read[1]


def product(tokens, known):
    """Factors with × or / or ⊙ or nothing between them."""
    value, tokens = power(tokens, known)
    while tokens and tokens[0] not in "+−),]":
        sign = tokens[0]
        factor, tokens = power(tokens[sign in "×/⊙" :], known)
        value = value / factor if sign == "/" else value.element_by_element(factor) if sign == "⊙" else value * factor
    return value, tokens


def power(tokens, known):
    """What can stand in a product, perhaps squared, transposed, or with the place of an entry behind it."""
    value, tokens = atom(tokens, known)
    while tokens:
        if tokens[:2] == ["^", "2"]:
            value, tokens = value * value, tokens[2:]
        elif tokens[0] == "ᵀ":
            value, tokens = value.each(np.transpose), tokens[1:]
        elif tokens[0] == "[" and tokens[1] != "[":
            end = tokens.index("]")
            place = tuple(int(token) for token in tokens[1:end] if token != ",")
            place = place if len(place) == 2 else (*place, 0)  # a vector is a column
            value, tokens = value.each(lambda entries, place=place: entries[place]), tokens[end + 1 :]
        else:
            break
    return value, tokens


def atom(tokens, known):
    """A number, a known symbol or function, a matrix, or something in parentheses."""
    head, *tokens = tokens
    if head == "(":
        value, (_, *tokens) = total(tokens, known)
    elif head == "length":
        value, tokens = atom(tokens, known)
        value = value.length()
    elif head == "[":
        return matrix(tokens, known)
    elif head == "ln":
        value, tokens = power(tokens, known)
        value = value.ln()
    elif head == "exp":
        value, tokens = atom(tokens, known)
        value = value.through(np.exp)
    elif head == "diag":
        value, tokens = atom(tokens, known)
        value = value.each(np.diagflat)
    elif head.startswith("10^"):
        value = Rounded(10.0 ** int(head[3:].replace("−", "-")))
    elif not head.startswith("#"):
        value = Rounded.printed(head)
    elif callable(symbol := known[int(head[1:])]):
        value, tokens = atom(tokens, known)
        value = value.through(symbol)
    else:
        value = Rounded(symbol)
    return value, tokens


def matrix(tokens, known):
    """Rows in brackets, up to the closing bracket."""
    rows = []
    while tokens[0] != "]":
        row, end = [], tokens[0]
        while end != "]":
            entry, (end, *tokens) = total(tokens[1:] if not row else tokens, known)
            row.append(entry)
        rows.append(row)
        tokens = tokens[1:] if tokens[0] == "," else tokens
    return Rounded.block(rows), tokens[1:]


def factors_of(text: str) -> list[str]:
    """The factors of a product, as they stand: cut at every space that is not inside brackets; a sum is one factor."""
    text, factors, depth = without_remarks(text).replace(" × 10^", "×10^"), [""], 0
    for letter in text:
        depth += (letter in "([") - (letter in ")]")
        if letter == " " and depth == 0:
            factors.append("")
        else:
            factors[-1] += letter
    if {"+", "−"} & set(factors):
        return [text]
    return [each for each in factors if each and each not in "×⊙"]
