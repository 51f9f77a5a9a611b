# Parameters, cache and gradients are dictionaries with names such as 'W1', built by several functions.
import numpy as np

def initialize(sizes):
    rng = np.random.RandomState(5)
    parameters = {}
    for l in range(1, len(sizes)):
        parameters['W' + str(l)] = rng.randn(sizes[l], sizes[l - 1]) / np.sqrt(sizes[l - 1])
        parameters['b' + str(l)] = np.zeros((sizes[l], 1))
    return parameters

def forward(parameters, X):
    cache = {'A0': X}
    L = len(parameters) // 2
    for l in range(1, L + 1):
        Z = parameters[f'W{l}'] @ cache[f'A{l-1}'] + parameters[f'b{l}']
        cache[f'Z{l}'] = Z
        cache[f'A{l}'] = np.maximum(0, Z) if l < L else 1 / (1 + np.exp(-Z))
    return cache

def backward(parameters, cache, Y):
    grads, m = {}, Y.shape[1]
    L = len(parameters) // 2
    dZ = cache[f'A{L}'] - Y
    for l in range(L, 0, -1):
        grads[f'W{l}'] = dZ @ cache[f'A{l-1}'].T / m
        grads[f'b{l}'] = dZ.mean(axis=1, keepdims=True)
        if l > 1:
            dZ = (parameters[f'W{l}'].T @ dZ) * (cache[f'Z{l-1}'] > 0)
    return grads

def model(X, Y, sizes, learning_rate=0.4, num_iterations=600, print_cost=True):
    parameters = initialize(sizes)
    for i in range(num_iterations):
        cache = forward(parameters, X)
        AL = cache[f'A{len(sizes) - 1}']
        cost = -np.mean(Y * np.log(AL) + (1 - Y) * np.log(1 - AL))
        grads = backward(parameters, cache, Y)
        for key in parameters:
            parameters[key] -= learning_rate * grads[key]
        if print_cost and i % 100 == 0:
            print('Cost after iteration', i, '=', cost)
    return parameters

points = np.random.RandomState(6).uniform(-1, 1, (2, 60))
inside = (np.sum(points ** 2, axis=0, keepdims=True) < 0.5).astype(float)
learnt = model(points, inside, [2, 8, 4, 1])
print({k: v.shape for k, v in learnt.items()})
