# Python 2: arrays of one number written, converted and stored as that number.
import math
import numpy as np

np.random.seed(2)
X = np.array([[0, 1], [1, 0], [1, 1]])
y = np.array([[1], [0], [1]])
w = np.random.random((2, 1)) - 0.5
kept = np.zeros((3, 2))

for turn in xrange(300):
    out = 1 / (1 + np.exp(-np.dot(X, w)))
    error = y - out
    for row in range(3):
        kept[row][0] = error[row]
        kept[row, 1] = float(out[row])
    w += 0.5 * np.dot(X.T, error * out * (1 - out))
    if turn % 100 == 0:
        print "%d: %.6f %s %.6f" % (turn, error[0], "of", math.exp(error[1]))

print "first %.6f last %8.4f" % (out[0], out[2])
print int(100 * out[0]), "%.6f" % kept.sum()
