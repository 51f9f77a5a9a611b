# Refused: the function with the loop is never called.
import numpy as np

def train(X, y, w):
    for i in range(100):
        e = y - X.dot(w)
        w += 0.1 * X.T.dot(e)
    return w

np.random.seed(1)
data = np.random.rand(5, 2)
print(data.mean())
