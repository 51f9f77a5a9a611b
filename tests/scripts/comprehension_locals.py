# A function whose loop has comprehensions and generator expressions that read its locals.
import numpy as np


def learn(rows, answers, rounds=120):
    weights = [0.0 for _ in rows[0]]
    bias = 0.0
    rate = 0.1
    table = np.array(rows)
    for turn in range(rounds):
        sums = [sum(w * v for w, v in zip(weights, row)) + bias for row in rows]
        outs = np.array([1 / (1 + np.exp(-s)) for s in sums])
        misses = {n: a - o for n, (a, o) in enumerate(zip(answers, outs))}
        weights = [w + rate * sum(misses[n] * row[k] for n, row in enumerate(rows))
                   for k, w in enumerate(weights)]
        bias += rate * sum(misses.values())
        if any(turn == stop for stop in (0, 10, 100)):
            print(turn, max(abs(m) for m in misses.values()), table.shape)
    return np.array(weights), bias


print(learn([[2.0, 1.0], [1.5, 3.0], [-1.0, -0.5], [-2.0, 1.0]], [1, 1, 0, 0]))
