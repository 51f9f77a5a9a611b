# Refused: the data come from a module that is not installed (line 4).
import numpy as np
import matplotlib.pyplot as plt
from somedatasets import load_flowers

X, y = load_flowers(return_X_y=True)
y = y.reshape(-1, 1)
w = np.zeros((X.shape[1], 1))
for i in range(100):
    e = y - X.dot(w)
    w += 0.01 * X.T.dot(e) / len(X)
plt.plot(w)
