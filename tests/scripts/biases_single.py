# A bias of shape (1,), and another that is only a Python float.
import numpy as np
np.random.seed(77)
X = np.random.rand(30, 2)
y = (X.sum(axis=1) > 1).astype(int)

w = np.zeros(2)
b = np.zeros(1)
gain = 1.0
for k in range(500):
    p = 1/(1+np.exp(-gain*(X.dot(w) + b)))
    e = p - y
    w -= 0.3*X.T.dot(e)
    b -= 0.3*e.sum()
    gain -= 0.001*float(np.dot(e, X.dot(w) + b))
print(w, b, gain)
print("right:", int(((p > .5) == y).sum()), "of", len(y))
