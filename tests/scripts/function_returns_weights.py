# A function that makes new weights, trains them, returns them, and is called once.
import numpy as np

def nonlin(x, deriv=False):
    if deriv:
        return x*(1-x)
    return 1/(1+np.exp(-x))

def train_network(X, Y, hidden=4, steps=3000, seed=3):
    np.random.seed(seed)
    s0 = 2*np.random.random((X.shape[1], hidden)) - 1
    s1 = 2*np.random.random((hidden, Y.shape[1])) - 1
    for j in range(steps):
        k0 = X
        k1 = nonlin(np.dot(k0, s0))
        k2 = nonlin(np.dot(k1, s1))
        k2_error = Y - k2
        if (j % 1000) == 0:
            print("Error: " + str(np.mean(np.abs(k2_error))))
        k2_delta = k2_error*nonlin(k2, deriv=True)
        k1_error = k2_delta.dot(s1.T)
        k1_delta = k1_error*nonlin(k1, True)
        s1 = s1 + k1.T.dot(k2_delta)
        s0 = s0 + k0.T.dot(k1_delta)
    return s0, s1

# half adder: two inputs and a bias, sum and carry
X = np.array([[0,0,1],[0,1,1],[1,0,1],[1,1,1]])
Y = np.array([[0,0],[1,0],[1,0],[0,1]])
s0, s1 = train_network(X, Y)
print(nonlin(nonlin(X.dot(s0)).dot(s1)).round(3))
