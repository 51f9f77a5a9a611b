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
w1 = np.random.uniform(-1, 1, (3, 4))
w2 = np.random.uniform(-1, 1, (4, 1))

for i in range(10000):
    hidden = sigmoid(X @ w1)
    out = sigmoid(hidden @ w2)
    error = y - out
    if i % 2000 == 0:
        print(i, np.mean(np.abs(error)))
    out_delta = error * slope(out)
    new_w2 = w2 + 5 * hidden.T @ out_delta
    hidden_error = out_delta @ new_w2.T
    hidden_delta = hidden_error * slope(hidden)
    new_w1 = w1 + 5 * X.T @ hidden_delta
    w1, w2 = new_w1, new_w2

print(out)
