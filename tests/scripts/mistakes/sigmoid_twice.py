# Mistake: the slope applies the sigmoid to what has been through it already.
import numpy as np

X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def slope(out):
    return sigmoid(out) * (1 - sigmoid(out))


np.random.seed(1)
syn0 = 2 * np.random.random((3, 4)) - 1
syn1 = 2 * np.random.random((4, 1)) - 1

for i in range(6000):
    l1 = sigmoid(X.dot(syn0))
    l2 = sigmoid(l1.dot(syn1))
    l2_error = y - l2
    if i % 1000 == 0:
        print(i, np.mean(np.abs(l2_error)))
    l2_delta = l2_error * slope(l2)
    l1_error = l2_delta.dot(syn1.T)
    l1_delta = l1_error * slope(l1)
    syn1 += l1.T.dot(l2_delta)
    syn0 += X.T.dot(l1_delta)

print(l2)
