# Weights in lists of an object, changed two methods away; batches of a shuffled list; only counts are printed.
import random
import numpy as np

def squash(z):
    return 1.0 / (1.0 + np.exp(-z))

class Net(object):
    def __init__(self, *widths):
        self.offsets = [np.random.randn(n, 1) for n in widths[1:]]
        self.tables = [np.random.randn(n, m) for m, n in zip(widths[:-1], widths[1:])]

    def answer(self, a):
        for b, w in zip(self.offsets, self.tables):
            a = squash(np.dot(w, a) + b)
        return a

    def train(self, pairs, epochs, size, speed):
        for epoch in range(epochs):
            random.shuffle(pairs)
            for batch in [pairs[k:k + size] for k in range(0, len(pairs), size)]:
                self.learn(batch, speed)
            print("epoch {}: {} / {}".format(epoch, self.right(pairs), len(pairs)))

    def right(self, pairs):
        return sum(int(np.argmax(self.answer(x)) == np.argmax(y)) for x, y in pairs)

    def learn(self, batch, speed):
        table_sums = [np.zeros(w.shape) for w in self.tables]
        offset_sums = [np.zeros(b.shape) for b in self.offsets]
        for x, y in batch:
            layers = [x]
            for b, w in zip(self.offsets, self.tables):
                layers.append(squash(np.dot(w, layers[-1]) + b))
            delta = (layers[-1] - y) * layers[-1] * (1 - layers[-1])
            for n in range(1, len(self.tables) + 1):
                table_sums[-n] = table_sums[-n] + np.dot(delta, layers[-n - 1].T)
                offset_sums[-n] = offset_sums[-n] + delta
                delta = np.dot(self.tables[-n].T, delta) * layers[-n - 1] * (1 - layers[-n - 1])
        self.tables = [w - speed / len(batch) * s for w, s in zip(self.tables, table_sums)]
        self.offsets = [b - speed / len(batch) * s for b, s in zip(self.offsets, offset_sums)]

random.seed(8)
np.random.seed(8)
points = np.random.uniform(-1, 1, (60, 2, 1))
pairs = [(p, np.array([[1.0], [0.0]]) if p[0, 0] > p[1, 0] else np.array([[0.0], [1.0]])) for p in points]
net = Net(2, 4, 2)
net.train(pairs, 12, 6, 2.0)
