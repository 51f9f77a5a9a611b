"""A student's network: a class with biases, tanh and cross-entropy, with a mistake in a method."""

TEXT = """\
import numpy as np


class Network:
    def __init__(self, inputs, hidden, outputs, rng):
        self.W1 = rng.normal(0, 0.5, (inputs, hidden))
        self.b1 = np.zeros(hidden)
        self.W2 = rng.normal(0, 0.5, (hidden, outputs))
        self.b2 = np.zeros(outputs)

    def forward(self, X):
        self.h = np.tanh(X @ self.W1 + self.b1)
        self.out = 1 / (1 + np.exp(-(self.h @ self.W2 + self.b2)))
        return self.out

    def backward(self, X, y, rate):
        d_out = (self.out - y) / len(X)
        d_h = d_out @ self.W2.T
        d_z = d_h * (1 - self.h)
        self.W2 -= rate * self.h.T @ d_out
        self.b2 -= rate * d_out.sum(axis=0)
        self.W1 -= rate * X.T @ d_z
        self.b1 -= rate * d_z.sum(axis=0)


def loss(out, y):
    return -np.mean(y * np.log(out) + (1 - y) * np.log(1 - out))


rng = np.random.default_rng(12)
X = rng.normal(size=(60, 2))
y = ((X[:, 0] * X[:, 1]) > 0).astype(float).reshape(-1, 1)

net = Network(2, 8, 1, rng)
for epoch in range(300):
    out = net.forward(X)
    if epoch % 100 == 0:
        print(epoch, round(loss(out, y), 4))
    net.backward(X, y, 0.5)
"""
"""Line 19 takes `1 - h` for the slope of tanh; line 39 runs it."""

WRONG = "        d_z = d_h * (1 - self.h)\n"
RIGHT = "        d_z = d_h * (1 - self.h**2)\n"
