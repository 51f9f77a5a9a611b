# Softmax with cross-entropy, three clouds of points, labels one-hot.
import numpy as np
np.random.seed(30)

centres = np.array([[0.0, 1.0], [1.0, -0.5], [-1.0, -0.5]])
kind = np.repeat([0, 1, 2], 15)
points = centres[kind] + 0.45 * np.random.randn(45, 2)
onehot = np.zeros((45, 3))
onehot[np.arange(45), kind] = 1

A = 0.3 * np.random.randn(2, 12)
a = np.zeros((1, 12))
B = 0.3 * np.random.randn(12, 3)
b = np.zeros((1, 3))
decay = 1e-3

for i in range(1200):
    hid = np.tanh(points @ A + a)
    scores = hid @ B + b
    scores -= scores.max(axis=1, keepdims=True)
    e = np.exp(scores)
    prob = e / e.sum(axis=1, keepdims=True)

    cross_entropy = -(onehot * np.log(prob)).sum() / 45
    penalty = decay / 2 * ((A ** 2).sum() + (B ** 2).sum())
    loss = cross_entropy + penalty
    if i % 200 == 0:
        print("%5d: loss %f" % (i, loss))

    back_scores = (prob - onehot) / 45
    back_B = hid.T @ back_scores + decay * B
    back_b = back_scores.sum(axis=0, keepdims=True)
    back_hid = back_scores @ B.T * (1 - hid ** 2)
    back_A = points.T @ back_hid + decay * A
    back_a = back_hid.sum(axis=0, keepdims=True)
    A, a = A - back_A, a - back_a
    B, b = B - back_B, b - back_b

print('right: %d of 45' % np.sum(prob.argmax(axis=1) == kind))
