# An exception when the loop is over: the epilogue uses a name that is not there.
import numpy as np

np.random.seed(1)
X = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
y = np.array([[0], [1], [1], [0]])
syn0 = 2 * np.random.random((3, 4)) - 1
syn1 = 2 * np.random.random((4, 1)) - 1

for i in range(2000):
    l1 = 1 / (1 + np.exp(-X.dot(syn0)))
    l2 = 1 / (1 + np.exp(-l1.dot(syn1)))
    l2_error = y - l2
    l2_delta = l2_error * l2 * (1 - l2)
    l1_delta = l2_delta.dot(syn1.T) * l1 * (1 - l1)
    syn1 += l1.T.dot(l2_delta)
    syn0 += X.T.dot(l1_delta)

print(l2)
print(accuracy)
