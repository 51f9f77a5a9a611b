# Logistic regression in the layout of features by samples, with a propagate function.
import numpy as np

def propagate(w, b, X, Y):
    m = X.shape[1]
    A = 1 / (1 + np.exp(-(np.dot(w.T, X) + b)))
    cost = np.squeeze(-(Y * np.log(A) + (1 - Y) * np.log(1 - A)).sum() / m)
    return {"dw": np.dot(X, (A - Y).T) / m, "db": np.sum(A - Y) / m}, cost

np.random.seed(35)
X = np.random.randn(4, 50)
Y = (np.random.rand(1, 50) < 1 / (1 + np.exp(-2 * X[0] + X[1]))).astype(int)
w, b = np.zeros((4, 1)), 0
costs = []
for i in range(1000):
    grads, cost = propagate(w, b, X, Y)
    w = w - 0.3 * grads["dw"]
    b = b - 0.3 * grads["db"]
    if i % 100 == 0:
        costs.append(cost)
        print("Cost after iteration %i: %f" % (i, cost))
print(w.T, b)
