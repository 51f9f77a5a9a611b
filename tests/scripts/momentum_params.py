# Momentum with a list of parameters: params holds the very arrays that W1, b1, ... name.
import numpy as np
np.random.seed(2)

X = np.random.randn(25, 3)
Y = np.sin(X.sum(axis=1, keepdims=True))
W1 = np.random.randn(3, 7) * .5
b1 = np.zeros((1, 7))
W2 = np.random.randn(7, 1) * .5
b2 = np.zeros((1, 1))
params = [W1, b1, W2, b2]
velocity = [np.zeros_like(p) for p in params]
mu, lr = 0.9, 0.02

for epoch in range(700):
    hidden = np.tanh(X.dot(W1) + b1)
    out = hidden.dot(W2) + b2
    err = out - Y
    dout = 2 * err / len(X)
    dhidden = dout.dot(W2.T) * (1 - hidden * hidden)
    grads = [X.T.dot(dhidden), dhidden.sum(0, keepdims=True),
             hidden.T.dot(dout), dout.sum(0, keepdims=True)]
    for n in range(len(params)):
        velocity[n] = mu * velocity[n] - lr * grads[n]
        params[n] += velocity[n]
    if epoch % 100 == 0:
        print(epoch, np.mean(err ** 2))

print(W1 is params[0], np.mean(err ** 2))
