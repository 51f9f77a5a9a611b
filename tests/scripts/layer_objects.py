# Layer objects in a list: forwards through it, then backwards through reversed(...).
import numpy as np

class Dense:
    def __init__(self, n_in, n_out):
        self.W = np.random.randn(n_out, n_in)
        self.b = np.random.randn(n_out, 1)

    def forward(self, x):
        self.x = x
        return np.dot(self.W, x) + self.b

    def backward(self, grad, lr):
        dW = np.dot(grad, self.x.T)
        back = np.dot(self.W.T, grad)
        self.W -= lr * dW
        self.b -= lr * grad
        return back

class Tanh:
    def forward(self, x):
        self.y = np.tanh(x)
        return self.y

    def backward(self, grad, lr):
        return grad * (1 - self.y ** 2)

np.random.seed(6)
X = np.reshape([[0, 0], [0, 1], [1, 0], [1, 1]], (4, 2, 1))
Y = np.reshape([[0], [1], [1], [0]], (4, 1, 1))
network = [Dense(2, 3), Tanh(), Dense(3, 1), Tanh()]

for epoch in range(400):
    error = 0
    for x, y in zip(X, Y):
        output = x
        for layer in network:
            output = layer.forward(output)
        error += np.mean((y - output) ** 2)
        grad = 2 * (output - y) / y.size
        for layer in reversed(network):
            grad = layer.backward(grad, 0.1)
    error /= len(X)
    if epoch % 100 == 99:
        print('%d/%d, error=%f' % (epoch + 1, 400, error))

for x in X:
    output = x
    for layer in network:
        output = layer.forward(output)
    print(x.ravel(), output.ravel())
