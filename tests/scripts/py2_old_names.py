# Python 2: names that NumPy and the clock had then.
import time
import numpy as np

begun = time.clock()
np.random.seed(4)
rows = np.array([[0, 1], [1, 0], [1, 1], [0, 0]], dtype=np.float)
wanted = np.array([[1], [1], [1], [0]], dtype=np.int)
w = np.zeros((2, 1), dtype=np.float_)
bias = np.zeros(1)

for turn in xrange(400):
    out = 1 / (1 + np.exp(-rows.dot(w) - bias))
    miss = wanted - out
    w += 0.5 * rows.T.dot(miss)
    bias += 0.5 * miss.sum()
    if turn % 100 == 99:
        print "%d: %.3f" % (turn, np.abs(miss).mean())

print np.rank(w), np.product(w.shape), np.alltrue(out[:3] > 0.5), w.max() < np.Inf
print "in time" if time.clock() - begun >= 0 else "too early"
