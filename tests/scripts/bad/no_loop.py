# Refused: there is no loop.
import numpy as np
X = np.array([[0, 1], [1, 0]])
y = np.array([[1], [0]])
w = np.linalg.lstsq(X, y, rcond=None)[0]
print(X.dot(w))
