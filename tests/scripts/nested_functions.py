# Functions in functions: the loop is in an inner function and changes weights by nonlocal.
import numpy as np

def make_learner(X, y):
    rng = np.random.default_rng(93)
    w = rng.normal(size=(X.shape[1], y.shape[1]))
    calls = 0

    def predict(x=X):
        nonlocal calls
        calls += 1
        return np.tanh(x @ w)

    def learn(rounds):
        nonlocal w
        for _ in range(rounds):
            p = predict()
            error = y - p
            w = w + 0.1 * X.T @ (error * (1 - p ** 2))
        return np.abs(error).mean()

    return learn, predict, lambda: calls

X = np.array([[1, 0, 0, 1], [0, 1, 0, 1], [0, 0, 1, 1]])
y = np.array([[0.5, -0.5], [-0.5, 0.5], [0.0, 0.9]])
learn, predict, calls = make_learner(X, y)
print(learn(400), calls())
print(predict())
