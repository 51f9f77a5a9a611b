"""Three layers learn XOR.

One line of this script is wrong.
"""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def slope(output):
    return output * (1 - output)


X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])

np.random.seed(1)
syn0 = 2 * np.random.random((3, 4)) - 1
syn1 = 2 * np.random.random((4, 1)) - 1

for i in range(10000):
    l1 = sigmoid(X @ syn0)
    l2 = sigmoid(l1 @ syn1)
    l2_error = y - l2 if i % 1000 == 0 else l2_error
    if i % 2000 == 0:
        print(i, np.mean(np.abs(l2_error)))
    l2_delta = l2_error * slope(l2)
    l1_error = l2_delta @ syn1.T
    l1_delta = l1_error * slope(l1)
    syn1 += l1.T @ l2_delta
    syn0 += X.T @ l1_delta

print(l2)
