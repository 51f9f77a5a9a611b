# Refused: the prologue raises a NameError (line 6).
import numpy as np
np.random.seed(1)
X = np.random.rand(4, 3)
y = np.random.rand(4, 1)
w = np.random.rand(number_of_inputs, 1)
for i in range(100):
    e = y - X.dot(w)
    w += 0.1 * X.T.dot(e)
