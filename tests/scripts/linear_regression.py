# Linear regression by gradient descent, with a compute_cost function and theta.
import numpy as np

# square metres, rooms -> rent
flats = np.array([[34, 1, 410], [52, 2, 560], [71, 3, 730], [48, 2, 545], [90, 4, 905],
                  [28, 1, 380], [64, 2, 640], [80, 3, 790]], dtype=float)
X, y = flats[:, :-1], flats[:, -1:]
mu, sigma = X.mean(0), X.std(0)
X = np.insert((X - mu) / sigma, 0, 1, axis=1)
m = y.size
theta = np.zeros((3, 1))
alpha = 0.05
num_iters = 500
J_history = np.zeros(num_iters)

def compute_cost(X, y, theta):
    return float(np.sum((X @ theta - y) ** 2) / (2 * m))

for it in range(num_iters):
    h = X @ theta
    theta = theta - alpha / m * (X.T @ (h - y))
    J_history[it] = compute_cost(X, y, theta)

print("theta", theta.ravel())
print("cost", J_history[0], J_history[99], J_history[-1])
print("60 square metres, 2 rooms:", (np.r_[1, (np.array([60, 2]) - mu) / sigma] @ theta)[0])
