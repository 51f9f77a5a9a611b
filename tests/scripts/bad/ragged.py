# Refused: the rows of X differ in length (line 4), which NumPy has not allowed since 1.24.
import numpy as np
np.random.seed(1)
X = np.array([[0, 0, 1], [0, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])
w = np.random.rand(3, 1)
for i in range(100):
    e = y - X.dot(w)
    w += 0.1 * X.T.dot(e)
print(w)
