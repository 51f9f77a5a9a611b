# A class with methods and biases. Wrong: the hidden delta comes from the error, not the delta.
import numpy as np


class MLP:
    def __init__(self, sizes, lr=0.8):
        rng = np.random.default_rng(7)
        self.lr = lr
        self.W1 = rng.standard_normal((sizes[0], sizes[1]))
        self.b1 = np.zeros(sizes[1])
        self.W2 = rng.standard_normal((sizes[1], sizes[2]))
        self.b2 = np.zeros(sizes[2])

    @staticmethod
    def act(z):
        return 1.0 / (1.0 + np.exp(-z))

    @staticmethod
    def act_slope(a):
        return a * (1.0 - a)

    def forward(self, X):
        self.a0 = X
        self.a1 = self.act(self.a0 @ self.W1 + self.b1)
        self.a2 = self.act(self.a1 @ self.W2 + self.b2)
        return self.a2

    def backward(self, y):
        err = y - self.a2
        delta2 = err * self.act_slope(self.a2)
        delta1 = (err @ self.W2.T) * self.act_slope(self.a1)
        self.W2 += self.lr * self.a1.T @ delta2
        self.b2 += self.lr * delta2.sum(axis=0)
        self.W1 += self.lr * self.a0.T @ delta1
        self.b1 += self.lr * delta1.sum(axis=0)
        return np.mean(err ** 2)

    def fit(self, X, y, epochs):
        for epoch in range(epochs):
            self.forward(X)
            loss = self.backward(y)
            if epoch % 500 == 0:
                print(epoch, loss)


X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], dtype=float)
y = np.array([[0], [1], [1], [0]], dtype=float)
net = MLP([2, 3, 1])
net.fit(X, y, 3000)
