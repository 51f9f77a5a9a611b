"""Four layers, kept in a list, learn XOR.

One line of this script is wrong.
"""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def slope(output):
    return output * (1 - output)


X = np.array([[0, 0, 1, 1], [0, 1, 0, 1], [1, 0, 0, 1], [1, 1, 1, 1]])
y = np.array([[0], [1], [1], [0]])

np.random.seed(2)
syn = [2 * np.random.random((4, 4)) - 1, 2 * np.random.random((4, 4)) - 1]
syn.append(2 * np.random.random((4, 1)) - 1)

for i in range(10000):
    layers = [X]
    for k in range(3):
        layers.append(sigmoid(layers[k] @ syn[k]))
    error = y - layers[3]
    if i % 2000 == 0:
        print(i, np.mean(np.abs(error)))
    delta = error * slope(layers[3])
    for k in (2, 1, 0):
        back = delta @ syn[k].T
        syn[k] += layers[k - 1].T @ delta
        delta = back * slope(layers[k])

print(layers[3])
