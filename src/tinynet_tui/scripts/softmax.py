"""The network of the video, with softmax: it tells how many of two inputs are 1."""

import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def slope(l):  # of the sigmoid, from its output
    return l * (1 - l)


def softmax(x):
    e = np.exp(x - x.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


X = np.array([
    [0, 0, 1],
    [0, 1, 1],
    [1, 0, 1],
    [1, 1, 1],
], float)
y = np.array([
    [1, 0, 0],
    [0, 1, 0],
    [0, 1, 0],
    [0, 0, 1],
], float)

np.random.seed(1)
syn0 = 2 * np.random.random((3, 4)) - 1
syn1 = 2 * np.random.random((4, 3)) - 1
alpha = 1

for iteration in range(60000):
    l0 = X
    l1 = sigmoid(l0 @ syn0)
    l2 = softmax(l1 @ syn1)
    l2_error = y - l2
    if iteration % 10000 == 0:
        print(f"Error: {np.mean(np.abs(l2_error)):.12g}")
    loss = -np.sum(y * np.log(l2))
    l2_delta = l2_error
    l1_error = l2_delta @ syn1.T
    l1_delta = l1_error * slope(l1)
    syn1 += alpha * l1.T @ l2_delta
    syn0 += alpha * l0.T @ l1_delta

print("Output After Training:")
print(l2)
