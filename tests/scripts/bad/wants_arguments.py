# Refused: it ends before its loop, as it is given no arguments.
import sys
import numpy as np

if len(sys.argv) < 2:
    print("usage: wants_arguments.py ROUNDS")
    sys.exit(1)
X, y, w = np.eye(2), np.ones((2, 1)), np.zeros((2, 1))
for i in range(int(sys.argv[1])):
    e = y - X.dot(w)
    w += 0.1 * X.T.dot(e)
print(w)
