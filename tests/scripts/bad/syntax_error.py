# Refused: a syntax error in line 8, the colon is missing.
import numpy as np

np.random.seed(1)
X = np.array([[0, 1], [1, 0]])
y = np.array([[1], [0]])
w = np.random.rand(2, 1)
for i in range(100)
    e = y - X.dot(w)
    w += 0.1 * X.T.dot(e)
print(w)
