# Lists of weights and biases in functions, with a global. Wrong: the sign of one bias's update.
import numpy as np

np.random.seed(5)
data = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
wanted = np.array([[1], [0], [0], [1]])
weights = [np.random.normal(size=(2, 4)), np.random.normal(size=(4, 1))]
biases = [np.zeros((1, 4)), np.zeros((1, 1))]


def sigma(v):
    return 1 / (1 + np.exp(-v))


def predict(x):
    values = [x]
    for w, b in zip(weights, biases):
        values.append(sigma(values[-1] @ w + b))
    return values


def learn(x, t, alpha):
    values = predict(x)
    delta = (t - values[-1]) * values[-1] * (1 - values[-1])
    for i in (1, 0):
        before = (delta @ weights[i].T) * values[i] * (1 - values[i])
        weights[i] += alpha * values[i].T @ delta
        biases[i] -= alpha * delta.sum(axis=0, keepdims=True)
        delta = before
    return np.abs(t - values[-1]).mean()


for round_ in range(4000):
    error = learn(data, wanted, 0.6)
    if round_ % 1000 == 0:
        print(round_, error)
