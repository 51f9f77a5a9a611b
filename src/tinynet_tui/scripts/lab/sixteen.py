"""One layer learns NOR.

One line of this script is wrong.
"""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def slope(output):
    return output * (1 - output)


X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[1], [0], [0], [0]])

np.random.seed(1)
syn0 = 2 * np.random.random((3, 1)) - 1

for i in range(10000):
    l1 = sigmoid(X @ syn0)
    l1_error = y[:, 0] - l1
    if i % 2000 == 0:
        print(i, np.mean(np.abs(l1_error)))
    l1_delta = l1_error * slope(l1)
    syn0 = syn0 + X.T @ l1_delta

print(l1)
