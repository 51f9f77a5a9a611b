# Shadowed names: iter, input, sum, max, list, type and id are the script's own.
import numpy as np

np.random.seed(44)
input = np.array([[0.0, 1.0], [1.0, 0.0], [1.0, 1.0], [0.2, 0.1]])
max = 900
list = [0.0] * 4
type = np.array([[1.0], [1.0], [0.0], [0.0]])
id = np.random.rand(2, 5) - 0.5
hash = np.random.rand(5, 1) - 0.5

for iter in range(max):
    sum = np.dot(input, id)
    range_ = np.tanh(sum)
    abs = np.dot(range_, hash)
    len = type - abs
    list[iter % 4] = float(np.mean(len ** 2))
    dir = np.dot(len, hash.T) * (1 - range_ ** 2)
    hash += 0.1 * np.dot(range_.T, len)
    id += 0.1 * np.dot(input.T, dir)

print(iter, list)
print(abs)
