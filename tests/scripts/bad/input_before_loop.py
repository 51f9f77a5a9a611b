# Refused: it asks by input() before the loop (line 7).
import numpy as np
np.random.seed(1)
X = np.random.rand(4, 3)
y = np.random.rand(4, 1)
w = np.random.rand(3, 1)
n = int(input("How many iterations? "))
for i in range(n):
    e = y - X.dot(w)
    w += 0.1 * X.T.dot(e)
print(w)
