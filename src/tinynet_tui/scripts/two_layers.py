"""The network of the article "A Neural Network in 11 lines of Python" without a hidden layer."""

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
    [0],
    [1],
    [1],
], float)

np.random.seed(1)
syn0 = 2 * np.random.random((3, 1)) - 1
alpha = 1

for iteration in range(10000):
    l0 = X
    l1 = sigmoid(l0 @ syn0)
    l1_error = y - l1
    if iteration % 10000 == 0:
        print(f"Error: {np.mean(np.abs(l1_error)):.12g}")
    l1_delta = l1_error * slope(l1)
    syn0 += alpha * l0.T @ l1_delta

print("Output After Training:")
print(l1)
