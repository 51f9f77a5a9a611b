# Weights that are whole numbers: a perceptron whose arrays have the dtype int.
import numpy as np
X = np.array([[1, 2, 0], [1, -1, 3], [1, 4, -2], [1, 0, 1], [1, -3, 2]])
y = np.array([1, 0, 1, 0, 0])
w = np.array([0, 0, 0])
print(w.dtype)
for epoch in range(15):
    for i in range(5):
        guess = int(X[i].dot(w) >= 0)
        w += (y[i] - guess) * X[i]
    wrong = y - (X.dot(w) >= 0)
    print(epoch, w, np.abs(wrong).sum())
print(w.dtype, w)
