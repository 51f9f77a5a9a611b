# A function that returns nothing: it changes the arrays that it is given, in place.
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def fit(X, y, V, W, epochs=1200, eta=0.7):
    for epoch in range(epochs):
        H = sigmoid(X @ V)
        Y = sigmoid(H @ W)
        E = y - Y
        dY = E * Y * (1 - Y)
        dH = dY @ W.T * H * (1 - H)
        W += eta * H.T @ dY
        V += eta * X.T @ dH


rng = np.random.default_rng(17)
data = rng.integers(0, 2, size=(10, 4)).astype(float)
labels = np.logical_or(data[:, [0]], data[:, [3]]).astype(float)
first = rng.standard_normal((4, 3))
second = rng.standard_normal((3, 1))
before = first.copy()

fit(data, labels, first, second)
print("the first layer moved by", np.abs(first - before).sum())
print(np.hstack([labels, sigmoid(sigmoid(data @ first) @ second)]))
