# Refused: the loop changes no array.
import numpy as np
X = np.array([[0, 1], [1, 0]])
w = np.array([[0.5], [0.25]])
total = 0
for i in range(50):
    total += i
    print(i, total, X.dot(w).sum())
print(w)
