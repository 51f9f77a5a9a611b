# Asks by input() in the loop (line 10), every hundredth iteration.
import numpy as np
np.random.seed(1)
X = np.random.rand(4, 3)
y = np.random.rand(4, 1)
w = np.random.rand(3, 1)
for i in range(1000):
    e = y - X.dot(w)
    w += 0.1 * X.T.dot(e)
    if i % 100 == 99 and input("go on? ") != "y":
        break
print(w)
