# Two-layer network learning to tell points inside a circle from points outside.
import numpy as np

rng = np.random.RandomState(4)
X = rng.uniform(-1, 1, (60, 2))
y = (np.sum(X ** 2, axis=1, keepdims=True) < 0.5).astype(float)

W1 = rng.randn(2, 8)
b1 = np.zeros((1, 8))
W2 = rng.randn(8, 1)
b2 = np.zeros((1, 1))
lr = 0.05

for epoch in range(3000):
    z1 = X @ W1 + b1
    a1 = np.tanh(z1)
    z2 = a1 @ W2 + b2
    out = 1 / (1 + np.exp(-z2))

    loss = -np.mean(y * np.log(out) + (1 - y) * np.log(1 - out))

    d2 = out - y
    dW2 = a1.T @ d2
    db2 = d2.sum(axis=0, keepdims=True)
    d1 = d2 @ W2.T * (1 - z1 ** 2)
    dW1 = X.T @ d1
    db1 = d1.sum(axis=0, keepdims=True)

    W1 -= lr * dW1
    b1 -= lr * db1
    W2 -= lr * dW2
    b2 -= lr * db2

    if epoch % 300 == 0:
        print(epoch, loss)
