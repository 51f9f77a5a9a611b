# Layer objects and an optimiser, as in a framework. Wrong: half of the slope of the sigmoid is missing.
import numpy as np


class Linear:
    def __init__(self, n_in, n_out, rng):
        self.weight = rng.normal(0, 1, (n_in, n_out))
        self.bias = np.zeros(n_out)

    def forward(self, x):
        self.x = x
        return x @ self.weight + self.bias

    def backward(self, grad):
        self.grad_weight = self.x.T @ grad
        self.grad_bias = grad.sum(axis=0)
        return grad @ self.weight.T

    def parameters(self):
        return [(self.weight, self.grad_weight), (self.bias, self.grad_bias)]


class Sigmoid:
    def forward(self, x):
        self.out = 1 / (1 + np.exp(-x))
        return self.out

    def backward(self, grad):
        return grad * self.out

    def parameters(self):
        return []


class Sequential:
    def __init__(self, *layers):
        self.layers = layers

    def forward(self, x):
        for layer in self.layers:
            x = layer.forward(x)
        return x

    def backward(self, grad):
        for layer in reversed(self.layers):
            grad = layer.backward(grad)
        return grad

    def parameters(self):
        return [pair for layer in self.layers for pair in layer.parameters()]


class MSE:
    def forward(self, out, target):
        self.diff = out - target
        return 0.5 * np.sum(self.diff ** 2)

    def backward(self):
        return self.diff


class SGD:
    def __init__(self, lr):
        self.lr = lr

    def step(self, parameters):
        for value, grad in parameters:
            value -= self.lr * grad


rng = np.random.default_rng(0)
X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
Y = np.array([[0], [1], [1], [0]])
model = Sequential(Linear(2, 4, rng), Sigmoid(), Linear(4, 1, rng), Sigmoid())
criterion, optimiser = MSE(), SGD(lr=0.9)
for epoch in range(3000):
    out = model.forward(X)
    loss = criterion.forward(out, Y)
    model.backward(criterion.backward())
    optimiser.step(model.parameters())
    if epoch % 500 == 0:
        print(epoch, loss)
