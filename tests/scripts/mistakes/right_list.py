# Right: as right.py, but layers and synapses are lists, gone through by an index; each input has its opposite beside it.
import numpy as np

X = np.array([[0, 1, 0, 1], [0, 1, 1, 0], [1, 0, 0, 1], [1, 0, 1, 0]])
y = np.array([[0], [1], [1], [0]])


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


def slope(out):
    return out * (1 - out)


np.random.seed(1)
sizes = [4, 4, 4, 1]
syn = [2 * np.random.random(shape) - 1 for shape in zip(sizes, sizes[1:])]

for i in range(6000):
    layers = [X]
    for k in range(3):
        layers.append(sigmoid(layers[k].dot(syn[k])))
    error = y - layers[3]
    if i % 1000 == 0:
        print(i, np.mean(np.abs(error)))
    deltas = [None, None, error * slope(layers[3])]
    for k in (1, 0):
        deltas[k] = deltas[k + 1].dot(syn[k + 1].T) * slope(layers[k + 1])
    for k in range(3):
        syn[k] += layers[k].T.dot(deltas[k])

print(layers[3])
