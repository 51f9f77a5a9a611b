# Tuples everywhere: unpacking, nested targets, a star, a chain of assignments, swapping.
import numpy as np

np.random.seed(66)
(n, m), k = (8, 3), 2
X, Y = np.random.rand(n, m), np.random.rand(n, k) > 0.5
(W1, (W2, c)), *rest = (np.random.randn(m, 4), (np.random.randn(4, k), np.zeros(k))), 0.5, "spare"
rate, = rest[:1]
best = worst = None

for i in range(600):
    h, p = (lambda q: (q, 1 / (1 + np.exp(-(q @ W2 + c)))))(np.tanh(X @ W1))
    (rows, cols), e = p.shape, Y - p
    (first, *middle, last), norm = e[:, 0], float(np.sqrt((e * e).sum()))
    best, worst = (norm, worst) if best is None or norm < best else (best, norm)
    back, (W2, c) = e @ W2.T * (1 - h ** 2), (W2 + rate * h.T @ e, c + rate * e.sum(0))
    W1 = W_old = W1 + rate * X.T @ back
    if not i % 150:
        print(i, norm, first, last, len(middle))

print(best, worst, rows, cols, W1 is W_old, rest[-1])
