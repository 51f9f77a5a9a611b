# No seed at all: every run prints other numbers.
import numpy as np

X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
y = np.array([[0,0,1,1]]).T
weights = 2*np.random.random((3,1)) - 1
for i in range(800):
    output = 1/(1+np.exp(-np.dot(X, weights)))
    error = y - output
    weights += np.dot(X.T, error*output*(1-output))
    if i % 200 == 0:
        print(i, np.mean(np.abs(error)))
print(weights)
