# An outer loop over alphas; each of them seeds anew and trains from the start.
import numpy as np

alphas = [0.01, 0.1, 1, 10]

def sigmoid(x):
    return 1/(1+np.exp(-x))

def slope(o):
    return o*(1-o)

X = np.array([[1,0,0],[0,1,0],[0,0,1],[1,1,0],[0,1,1]])
y = np.array([[0],[1],[0],[1],[1]])

for alpha in alphas:
    print("\nAlpha is now: " + str(alpha))
    np.random.seed(1234)
    syn_a = 2*np.random.random((3,4)) - 1
    syn_b = 2*np.random.random((4,1)) - 1

    for j in range(1000):
        first = X
        second = sigmoid(np.dot(first, syn_a))
        third = sigmoid(np.dot(second, syn_b))

        third_error = third - y
        if j % 250 == 0:
            print("Error after " + str(j) + " iterations: " + str(np.mean(np.abs(third_error))))

        third_delta = third_error*slope(third)
        second_error = third_delta.dot(syn_b.T)
        second_delta = second_error*slope(second)
        syn_b -= alpha * (second.T.dot(third_delta))
        syn_a -= alpha * (first.T.dot(second_delta))
