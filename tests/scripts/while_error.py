# while error > 0.01: nobody knows beforehand how many iterations that takes.
import numpy as np
np.random.seed(5)

X = np.array([[0,0],[0,1],[1,0],[1,1]])
X = np.c_[X, np.ones(4)]          # bias column
y = np.array([[0],[0],[0],[1]])   # AND

w = np.random.normal(size=(3,1))
error = 1.0
n = 0
while error > 0.01:
    p = 1/(1+np.exp(-X.dot(w)))
    diff = y - p
    error = np.mean(diff**2)
    w = w + 1.5 * X.T.dot(diff * p * (1-p))
    n += 1

print("needed", n, "iterations, error", error)
print(np.round(p, 2))
