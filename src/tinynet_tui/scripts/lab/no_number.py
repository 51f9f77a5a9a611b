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

np.random.seed(3)
w1 = np.random.uniform(-1, 1, (3, 4))
w2 = np.random.uniform(-1, 1, (4, 1))

for i in range(10000):
    z1 = X @ w1
    a1 = sigmoid(z1)
    z2 = a1 @ w2
    a2 = sigmoid(z2)
    error = y - a2
    if i % 2000 == 0:
        print(i, np.mean(np.abs(error)))
    delta2 = error * slope(z2)
    delta1 = delta2 @ w2.T * slope(a1)
    w2 += a1.T @ delta2
    w1 += X.T @ delta1

print(a2)
