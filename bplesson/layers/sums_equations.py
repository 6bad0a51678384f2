"""Linear layers entry by entry: every node as a sum over the nodes before it, or behind it (4.2, 4.6, 4.7)."""


def by_sums(c) -> list[list[float]]:
    """x_1 … x_N, entry by entry."""
    values = [c.x[0]]
    for W in c.W:
        values.append([sum(W[b, a] * values[-1][a] for a in range(W.shape[1])) for b in range(W.shape[0])])
    return values[1:]


def deltas_by_sums(c) -> list[list[float]]:
    """δ_0 … δ_N, entry by entry."""
    delta = [[a - b for a, b in zip(by_sums(c)[-1], c.y[0])]]
    for W in reversed(c.W):
        delta.append([sum(W[b, a] * delta[-1][b] for b in range(W.shape[0])) for a in range(W.shape[1])])
    return delta


def entries_of_gradients(c) -> list[list[float]]:
    """δ_{L-i}[b] x_i[a] for every weight."""
    values, delta = [c.x[0], *by_sums(c)], deltas_by_sums(c)
    return [[d * v for d in delta[c.L - i] for v in values[i]] for i in range(c.N)]
