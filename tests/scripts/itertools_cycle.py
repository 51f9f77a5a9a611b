# itertools: the loop runs over islice(cycle(...)), one sample in each iteration.
import itertools
from itertools import count, cycle, islice, product

import numpy as np

corners = [np.array(c) for c in product((-1.0, 1.0), repeat=3)]
majority = [1.0 if c.sum() > 0 else -1.0 for c in corners]
w = np.zeros(3)
ticks = count()
record = []
for x, t in islice(cycle(zip(corners, majority)), 96):
    n = next(ticks)
    out = np.tanh(w.dot(x))
    e = t - out
    w = w + 0.1 * e * (1 - out ** 2) * x
    record.append(e)
    if n % 24 == 23:
        print(n, np.mean(np.abs(record[-8:])))
print(w, [len(list(g)) for _, g in itertools.groupby(r > 0 for r in record)][:5])
