"""The network of the video, with weight decay."""

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
decay = 0.0001

for iteration in range(60000):
    l0 = X
    l1 = sigmoid(l0 @ syn0)
    l2 = sigmoid(l1 @ syn1)
    l2_error = y - l2
    if iteration % 10000 == 0:
        print(f"Error: {np.mean(np.abs(l2_error)):.12g}")
    loss = (np.sum(l2_error ** 2) + decay * (np.sum(syn1 ** 2) + np.sum(syn0 ** 2))) / 2
    l2_delta = l2_error * slope(l2)
    l1_error = l2_delta @ syn1.T
    l1_delta = l1_error * slope(l1)
    syn1 += alpha * (l1.T @ l2_delta - decay * syn1)
    syn0 += alpha * (l0.T @ l1_delta - decay * syn0)

print("Output After Training:")
print(l2)
