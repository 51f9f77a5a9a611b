# One example at a time, in a nested loop. Wrong: the first layer is updated with the input of
# the last example of the list (an index that wraps round at -1).
import numpy as np

np.random.seed(4)
inputs = [np.array([0.0, 0, 1]), np.array([0.0, 1, 1]), np.array([1.0, 0, 1]), np.array([1.0, 1, 1])]
goals = [0, 1, 1, 0]
hidden = np.random.uniform(-1, 1, (3, 5))
final = np.random.uniform(-1, 1, 5)
eta = 0.5


def squash(t):
    return 1 / (1 + np.exp(-t))


for epoch in range(2000):
    total = 0
    for k in range(len(inputs)):
        x = inputs[k]
        h = squash(np.dot(x, hidden))
        o = squash(np.dot(h, final))
        diff = goals[k] - o
        total += diff ** 2
        do = diff * o * (1 - o)
        dh = do * final * h * (1 - h)
        final += eta * do * h
        hidden += eta * np.outer(inputs[k - 1], dh)
    if epoch % 400 == 0:
        print(epoch, total)
