# Prints more than a megabyte in all: every array in every iteration, to the last digit.
import numpy as np

np.random.seed(90)
X = np.random.rand(8, 4)
y = np.round(np.random.rand(8, 1))
syn = np.random.rand(4, 1)
for i in range(1600):
    print("=" * 30, "iteration", i, "=" * 30)
    out = 1 / (1 + np.exp(-np.dot(X, syn)))
    print("output  ", out.ravel().tolist())
    error = y - out
    print("error   ", error.ravel().tolist())
    delta = error * out * (1 - out)
    print("delta   ", delta.ravel().tolist(), "\ngradient", X.T.dot(delta).ravel().tolist())
    syn += X.T.dot(delta)
    print("weights ", syn.tolist())
print("the end")
