# Right: as right.py, but with one layer only, which learns NOR.
import numpy as np

X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[1], [0], [0], [0]])


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def slope(out):
    return out * (1 - out)


np.random.seed(1)
syn0 = 2 * np.random.random((3, 1)) - 1

for i in range(3000):
    l1 = sigmoid(X.dot(syn0))
    l1_error = y - l1
    if i % 500 == 0:
        print(i, np.mean(np.abs(l1_error)))
    l1_delta = l1_error * slope(l1)
    syn0 = syn0 + X.T.dot(l1_delta)

print(l1)
