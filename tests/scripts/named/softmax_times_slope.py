# Flat, softmax with cross-entropy, three classes. Wrong: the output's delta is also multiplied by
# the slope of a sigmoid.
import numpy as np

rng = np.random.RandomState(11)
X = rng.randn(30, 2)
labels = (X[:, 0] > 0).astype(int) + (X[:, 1] > 0).astype(int)
T = np.eye(3)[labels]
w1 = 0.5 * rng.randn(2, 6)
b1 = np.zeros((1, 6))
w2 = 0.5 * rng.randn(6, 3)
b2 = np.zeros((1, 3))
rate = 0.05

for step in range(1000):
    z1 = X.dot(w1) + b1
    a1 = np.tanh(z1)
    z2 = a1.dot(w2) + b2
    e = np.exp(z2 - z2.max(axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    loss = -np.sum(T * np.log(p)) / len(X)
    if step % 100 == 0:
        print(step, loss)
    d2 = (p - T) * p * (1 - p)
    d1 = d2.dot(w2.T) * (1 - a1 ** 2)
    w2 -= rate * a1.T.dot(d2)
    b2 -= rate * d2.sum(axis=0, keepdims=True)
    w1 -= rate * X.T.dot(d1)
    b1 -= rate * d1.sum(axis=0, keepdims=True)
