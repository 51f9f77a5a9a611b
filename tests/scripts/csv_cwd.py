# Reads a CSV file by a path that counts from the working directory.
import numpy as np

data = np.genfromtxt('data/apples.csv', delimiter=',', skip_header=1)
X = data[:, 0:3] / np.array([200, 1, 1])
y = data[:, 3]
np.random.seed(1)
weights = np.random.rand(3)
bias = 0.

for i in range(700):
    z = np.dot(X, weights) + bias
    prediction = 1/(1+np.exp(-z))
    error = prediction - y
    weights -= 0.5 * np.dot(X.T, error)
    bias -= 0.5 * error.sum()

print(weights, bias)
print('correct: %d/%d' % ((np.round(prediction) == y).sum(), y.size))
