# A sample drawn in each round: nothing in the comparison is given. What is kept is an accuracy.
from random import choice, seed
from numpy import array, dot, zeros

seed(4)
step = lambda total: 1 if total > 0 else 0
samples = [(array([1, 0, 0]), 0), (array([1, 0, 1]), 1), (array([1, 1, 0]), 1), (array([1, 1, 1]), 1)]
w = zeros(3)
accuracy = []

for turn in range(60):
    x, wanted = choice(samples)
    error = wanted - step(dot(w, x))
    w += 0.25 * error * x
    if turn % 20 == 19:
        right = [step(dot(w, one)) == goal for one, goal in samples]
        accuracy.append(sum(right) / len(right))

print(w, accuracy)
