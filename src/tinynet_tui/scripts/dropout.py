"""The network of the video, with dropout in its hidden layer."""

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
keep = 0.8

for iteration in range(60000):
    hidden = sigmoid(X @ syn0)
    prediction = sigmoid(hidden @ syn1)
    l0 = X
    l1 = sigmoid(l0 @ syn0)
    mask = (np.random.random(l1.shape) < keep) / keep
    l1_kept = l1 * mask
    l2 = sigmoid(l1_kept @ syn1)
    l2_error = y - l2
    if iteration % 10000 == 0:
        print(f"Error: {np.mean(np.abs(y - prediction)):.12g}")
    l2_delta = l2_error * slope(l2)
    l1_error = l2_delta @ syn1.T
    l1_delta = l1_error * mask * slope(l1)
    syn1 += alpha * l1_kept.T @ l2_delta
    syn0 += alpha * l0.T @ l1_delta

print("Output After Training:")
print(prediction)
