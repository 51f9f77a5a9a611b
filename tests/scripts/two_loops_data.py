# Two loops in one file: the first makes the data, the second one trains.
import numpy as np

np.random.seed(1001)
count = 24
X = np.zeros((count, 2))
y = np.zeros((count, 1))

# points on two rings
for i in range(count):
    angle = 2 * np.pi * i / count
    radius = 0.5 if i % 2 else 1.0
    X[i] = radius * np.cos(angle), radius * np.sin(angle)
    y[i] = i % 2

Xs = np.hstack((X ** 2, np.ones((count, 1))))
w = 0.1 * np.random.randn(3, 1)
b = 0.0
for step in range(1000):
    out = 1 / (1 + np.exp(-(np.dot(Xs, w) + b)))
    err = y - out
    w += 0.2 * np.dot(Xs.T, err)
    b += 0.2 * err.mean()
    if step % 200 == 0:
        print(step, np.abs(err).mean())

# and a third one only prints
for i in range(0, count, 6):
    print(X[i].round(2), int(y[i, 0]), out[i].round(3))
