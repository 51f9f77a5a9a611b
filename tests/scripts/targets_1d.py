# Targets of shape (n,): y is flat from beginning to end.
import numpy as np
np.random.seed(14)
X = np.random.randn(40, 3)
y = np.tanh(X[:, 0] - X[:, 2])
W = np.random.randn(3, 6) * .4
v = np.random.randn(6) * .4
for i in range(600):
    H = np.tanh(X.dot(W))
    p = H.dot(v)
    r = y - p
    v = v + .02 * r.dot(H)
    W = W + .02 * X.T.dot(np.outer(r, v) * (1 - H**2))
    if i % 200 == 0: print(i, r.dot(r))
print(p.shape, r.dot(r))
