# Reads sys.argv, with defaults: argv_default.py [iterations [alpha]]
import sys
import numpy as np

iterations = int(sys.argv[1]) if len(sys.argv) > 1 else 750
alpha = float(sys.argv[2]) if len(sys.argv) > 2 else 0.6
print(len(sys.argv) - 1, "arguments")

np.random.seed(iterations)
X = np.random.randint(0, 2, size=(9, 4))
y = X[:, 0:1] ^ X[:, 2:3]
s0 = np.random.randn(4, 6)
s1 = np.random.randn(6, 1)
for i in range(iterations):
    h = np.tanh(X @ s0)
    o = 1/(1+np.exp(-h @ s1))
    e = y - o
    s0, s1 = s0 + alpha * X.T @ (e @ s1.T * (1 - h**2)), s1 + alpha * h.T @ e
print("after", iterations, "iterations:", np.mean(np.abs(e)))
