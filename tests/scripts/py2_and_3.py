# Runs under Python 2 and 3 alike: __future__ imports and a range of its own.
from __future__ import print_function, division
import numpy as np

try:
    range = xrange
except NameError:
    pass
try:
    input = raw_input
except NameError:
    pass

np.random.seed(23)
dots = np.random.randint(0, 2, (8, 5))
many = (dots.sum(axis=1) > 5 / 2).astype(int)
w = np.zeros(5)
b = 0.0

for k in range(300):
    p = 1 / (1 + np.exp(-(np.dot(dots, w) + b)))
    e = many - p
    w = w + 1 / 4 * np.dot(e, dots)
    b = b + 1 / 4 * np.sum(e)
    if (k + 1) % 100 == 0:
        print("after", k + 1, "steps: %.5f" % np.mean(np.abs(e)))

print(np.round(p).astype(int), many, sep="\n")
