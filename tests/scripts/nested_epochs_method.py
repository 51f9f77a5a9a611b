# A method with two nested loops, epochs and samples; the class keeps deltas as attributes.
import math
import numpy as np

class Net:
    LEARNING_RATE = 0.3

    def __init__(self, shape, seed):
        state = np.random.RandomState(seed)
        self.weights = [state.uniform(-0.5, 0.5, (n + 1, m)) for n, m in zip(shape, shape[1:])]

    def run(self, values):
        self.outputs = []
        for w in self.weights:
            values = np.append(values, 1.0)
            self.outputs.append(values)
            values = 1 / (1 + np.exp(-values @ w))
        self.outputs.append(values)
        return values

    def train(self, patterns, epochs):
        for epoch in range(epochs):
            self.loss = 0
            for values, target in patterns:
                self.delta = target - self.run(np.asarray(values, float))
                self.loss += 0.5 * float(self.delta @ self.delta)
                out = self.outputs[-1]
                back = self.delta * out * (1 - out)
                for level in range(len(self.weights) - 1, -1, -1):
                    came, weight = self.outputs[level], self.weights[level]
                    further = (weight @ back * came * (1 - came))[:-1]
                    weight += self.LEARNING_RATE * np.outer(came, back)
                    back = further
            if math.log10(epoch + 1).is_integer():
                print("epoch", epoch + 1, "loss", self.loss)

net = Net((2, 3, 2), seed=8)
net.train([((0, 0), [0, 1]), ((0, 1), [1, 0]), ((1, 0), [1, 0]), ((1, 1), [1, 1])], 300)
print(net.run(np.array([1.0, 0.0])))
