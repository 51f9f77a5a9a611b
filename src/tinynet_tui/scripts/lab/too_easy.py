"""Three layers learn XOR.

One line of this script is wrong.
"""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def slope(output):
    return output * (1 - output)


X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [1]])

np.random.seed(1)
w1 = np.random.uniform(-1, 1, (3, 4))
w2 = np.random.uniform(-1, 1, (4, 1))
alpha = 2

for step in range(10000):
    hidden = sigmoid(X.dot(w1))
    out = sigmoid(hidden.dot(w2))
    error = y - out
    if step % 2000 == 0:
        print(step, np.mean(np.abs(error)))
    out_delta = error * slope(out)
    hidden_error = out_delta.dot(w2.T)
    hidden_delta = hidden_error * slope(hidden)
    w2 += alpha * hidden.T.dot(out_delta)
    w1 += alpha * X.T.dot(hidden_delta)

print(out)
