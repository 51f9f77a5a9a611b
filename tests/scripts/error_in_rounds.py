# The error of an epoch grows in the inner loop, which prints it before it adds to it; `d[k] - guess` is all that is compared.
import numpy as np

lamps = np.array([[1, 0, 1], [0, 1, 1], [0, 0, 1], [1, 1, 1]])
go = np.array([1, 1, -1, -1])
w = np.array([0.3, -0.2, 0.6])
for night in range(25):
    missed = 0
    for k in range(len(go)):
        print("so far", missed)
        guess = 1 if lamps[k].dot(w) > 0 else -1
        error = go[k] - guess
        missed += abs(error)
        w = w + 0.1 * error * lamps[k]
    print("weights", w)
