# Refused: the loop needs a module that is not installed (line 3, used in line 10).
import numpy as np
import quitefastmatrices as qfm

np.random.seed(1)
X = np.random.rand(4, 3)
y = np.random.rand(4, 1)
w = np.random.rand(3, 1)
for i in range(100):
    out = qfm.multiply(X, w)
    e = y - out
    w += 0.1 * X.T.dot(e)
print(w)
