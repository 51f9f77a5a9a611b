# Refused or empty: the loop is run no time at all.
import numpy as np
np.random.seed(1)
X = np.random.rand(3, 2)
y = np.random.rand(3, 1)
w = np.random.rand(2, 1)
iterations = 0
for i in range(iterations):
    e = y - X.dot(w)
    w += 0.1 * X.T.dot(e)
print(w)
