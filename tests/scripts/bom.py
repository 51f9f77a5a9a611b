# Begins with a byte order mark, as some editors leave it.
import numpy as np
np.random.seed(84)
inputs = np.array([[0, 1], [1, 1], [1, 0]])
labels = np.array([[1], [0], [1]])
w = np.random.rand(2, 2)
v = np.random.rand(2, 1)
for n in range(250):
    a = np.tanh(inputs @ w)
    e = labels - a @ v
    w, v = w + 0.2 * inputs.T @ (e @ v.T * (1 - a ** 2)), v + 0.2 * a.T @ e
print(n, e.ravel())
