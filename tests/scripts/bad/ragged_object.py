# An exception in iteration 0: ragged rows under dtype=object; the product fails in line 8.
import numpy as np
np.random.seed(1)
X = np.array([[0, 0, 1], [0, 1], [1, 0, 1], [1, 1, 1]], dtype=object)
y = np.array([[0], [1], [1], [0]])
w = np.random.rand(3, 1)
for i in range(100):
    e = y - X.dot(w)
    w += 0.1 * X.T.dot(e)
print(w)
