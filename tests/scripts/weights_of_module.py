# The weights are names of the module that only the called functions read and write; accuracy is printed first.
import numpy as np

np.random.seed(52)
X = np.random.randn(40, 2)
y = (X[:, :1] * X[:, 1:] > 0).astype(float)
A, a = np.random.randn(2, 6), np.zeros(6)
B, b = np.random.randn(6, 1), np.zeros(1)
rate = 0.8

def forward(x):
    hidden = np.tanh(x @ A + a)
    return hidden, 1 / (1 + np.exp(-(hidden @ B + b)))

def backward(x, hidden, output):
    delta = (output - y) / len(x)
    under = delta @ B.T * (1 - hidden**2)
    return x.T @ under, under.sum(axis=0), hidden.T @ delta, delta.sum(axis=0)

def update(dA, da, dB, db):
    global A, a, B, b
    A = A - rate * dA
    a = a - rate * da
    B = B - rate * dB
    b = b - rate * db

for epoch in range(600):
    hidden, output = forward(X)
    accuracy = np.mean((output > 0.5) == y)
    loss = -np.mean(y * np.log(output) + (1 - y) * np.log(1 - output))
    update(*backward(X, hidden, output))
    if epoch % 100 == 0:
        print(f"epoch {epoch}, accuracy {accuracy:.3f}, loss {loss:.5f}")
