# A perceptron with a step function, one random sample in each iteration.
from random import choice, seed
from numpy import array, dot, random

step = lambda x: 0 if x < 0 else 1

lessons = [
    (array([0, 0, 1]), 1),
    (array([0, 1, 1]), 1),
    (array([1, 0, 1]), 1),
    (array([1, 1, 1]), 0),
]
seed(3); random.seed(3)
w = random.rand(3)
errors = []
eta = 0.2
n = 120

for i in range(n):
    x, expected = choice(lessons)
    result = dot(w, x)
    error = expected - step(result)
    errors.append(error)
    w += eta * error * x

for x, _ in lessons:
    result = dot(x, w)
    print("{}: {:.4f} -> {}".format(x[:2], result, step(result)))
print("".join("+" if e > 0 else "-" if e < 0 else "." for e in errors))
