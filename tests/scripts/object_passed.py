# One object changes the weights of another, to which it is passed. As many hidden neurons as examples.
import numpy as np

class Model:
    def __init__(self, inputs, hidden):
        self.lower = np.random.standard_normal((inputs, hidden))
        self.upper = np.random.standard_normal((hidden, 1))

    def say(self, facts):
        self.inside = 1 / (1 + np.exp(-(facts @ self.lower)))
        return 1 / (1 + np.exp(-(self.inside @ self.upper)))

class Descent:
    def __init__(self, rate):
        self.rate = rate

    def step(self, model, lower_slope, upper_slope):
        model.lower -= self.rate * lower_slope
        model.upper -= self.rate * upper_slope

np.random.seed(29)
facts = np.array([[0, 0, 1], [0, 1, 1], [1, 0, 1], [1, 1, 1]])
truth = np.array([[0], [1], [1], [0]])
net, descent = Model(3, 4), Descent(0.9)
for turn in range(1000):
    said = net.say(facts)
    off = said - truth
    back = off * said * (1 - said)
    under = back @ net.upper.T * net.inside * (1 - net.inside)
    descent.step(net, facts.T @ under, net.inside.T @ back)
print(said)
