# Refused: it reads a file that is not there (line 4).
import numpy as np

data = np.loadtxt("measurements_of_last_year.csv", delimiter=",")
X, y = data[:, :-1], data[:, -1:]
w = np.zeros((X.shape[1], 1))
for i in range(100):
    e = y - X.dot(w)
    w += 0.1 * X.T.dot(e)
print(w)
