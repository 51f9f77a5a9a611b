"""The network of the video, trained on shuffled mini-batches."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def slope(l):  # of the sigmoid, from its output
    return l * (1 - l)


X = np.array([
    [0, 0, 1],
    [0, 1, 1],
    [1, 0, 1],
    [1, 1, 1],
], float)
y = np.array([
    [0],
    [1],
    [1],
    [0],
], float)

np.random.seed(1)
syn0 = 2 * np.random.random((3, 4)) - 1
syn1 = 2 * np.random.random((4, 1)) - 1
alpha = 1
size = 2

for iteration in range(60000):
    hidden = sigmoid(X @ syn0)
    prediction = sigmoid(hidden @ syn1)
    if iteration % 10000 == 0:
        print(f"Error: {np.mean(np.abs(y - prediction)):.12g}")
    order = np.random.permutation(len(X))
    for first in range(0, len(X), size):
        rows = order[first:first + size]
        l0 = X[rows]
        l1 = sigmoid(l0 @ syn0)
        l2 = sigmoid(l1 @ syn1)
        l2_error = y[rows] - l2
        l2_delta = l2_error * slope(l2)
        l1_error = l2_delta @ syn1.T
        l1_delta = l1_error * slope(l1)
        syn1 += alpha * l1.T @ l2_delta
        syn0 += alpha * l0.T @ l1_delta

print("Output After Training:")
print(prediction)
