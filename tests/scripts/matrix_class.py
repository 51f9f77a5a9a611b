# np.matrix as in old lecture notes: * is the matrix product, .A1 and .I are at hand.
import warnings
warnings.simplefilter("ignore")
import numpy as np
np.random.seed(18)
X = np.matrix("0 0 1; 0 1 1; 1 0 1; 1 1 1")
y = np.matrix("0 1 1 1").T
V = np.matrix(np.random.rand(3, 4) - .5)
W = np.matrix(np.random.rand(4, 1) - .5)
for i in range(800):
    H = np.tanh(X * V)
    O = H * W
    E = y - O
    D = np.multiply(E * W.T, 1 - np.power(H, 2))
    W += .1 * H.T * E
    V += .1 * X.T * D
    if i % 200 == 0:
        print(i, float((E.T * E)[0, 0]))
print(O.A1)
print("least squares would say", (X * ((X.T * X).I * X.T * y)).A1.round(4))
