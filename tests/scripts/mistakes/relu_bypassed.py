# Mistake: the output does not go through its ReLU, whose slope is taken all the same.
import numpy as np

X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])


def relu(x):
    return np.where(x > 0, x, 0.1 * x)


def slope(out):
    return np.where(out > 0, 1, 0.1)


np.random.seed(5)
syn0 = 2 * np.random.random((3, 4)) - 1
syn1 = 2 * np.random.random((4, 1)) - 1

for i in range(2000):
    l1 = relu(X.dot(syn0))
    l2 = l1.dot(syn1)
    l2_error = y - l2
    if i % 400 == 0:
        print(i, np.mean(np.abs(l2_error)))
    l2_delta = l2_error * slope(l2)
    l1_error = l2_delta.dot(syn1.T)
    l1_delta = l1_error * slope(l1)
    syn1 += 0.1 * l1.T.dot(l2_delta)
    syn0 += 0.1 * X.T.dot(l1_delta)

print(l2)
