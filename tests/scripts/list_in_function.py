# A neuron whose weights stand in a list that a function changes, with the samples spelt out.
import math
import random

import numpy

random.seed(5)
weights = [random.random() - 0.5 for _ in range(3)]
rate = 0.8


def learn(a, b, wanted):
    out = 1 / (1 + math.exp(-(a * weights[0] + b * weights[1] + weights[2])))
    off = wanted - out
    weights[0] += off * a * rate
    weights[1] += off * b * rate
    weights[2] += off * rate


for turn in range(300):
    learn(0, 0, 0)
    learn(0, 1, 1)
    learn(1, 0, 1)
    learn(1, 1, 1)

print(numpy.round(weights, 3))
