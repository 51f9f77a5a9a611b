# Several statements on a line, parted by semicolons; the last line prints what the net has learnt.
from numpy import array, exp, random, dot
A, B = array([[0, 0, 1], [1, 1, 1], [1, 0, 1], [0, 1, 1]]), array([[0, 1, 1, 0]]).T
random.seed(11); w = 2 * random.random((3, 1)) - 1
for _ in range(2000): out = 1 / (1 + exp(-dot(A, w))); w += dot(A.T, (B - out) * out * (1 - out))
print(1 / (1 + exp(-dot(array([1, 0, 0]), w))))
