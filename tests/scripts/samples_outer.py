# One sample at a time: an inner loop over the samples, updates by np.outer.
import numpy as np

np.random.seed(12)
samples = np.array([[0.1, 0.9], [0.9, 0.1], [0.8, 0.7], [0.2, 0.3], [0.5, 0.6]])
targets = np.array([1.0, 1.0, 0.0, 0.0, 0.5])

W = np.random.uniform(-1, 1, (2, 4))
V = np.random.uniform(-1, 1, (4, 1))
eta = 0.5

for epoch in range(200):
    total = 0.0
    for i in range(len(samples)):
        s = samples[i]
        h = 1 / (1 + np.exp(-np.dot(s, W)))
        o = 1 / (1 + np.exp(-np.dot(h, V)))
        e = targets[i] - o
        total += float(e[0]) ** 2
        d_o = e * o * (1 - o)
        d_h = np.dot(V, d_o) * h * (1 - h)
        V += eta * np.outer(h, d_o)
        W += eta * np.outer(s, d_h)
    if epoch % 50 == 0:
        print("epoch", epoch, "sum of squares", round(total, 6))

print(W, V, sep="\n")
