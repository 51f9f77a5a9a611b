# The loop calls two methods and prints nothing: what is compared stands in a method.
import numpy as np

class Tutor:
    def __init__(self, facts, wanted):
        self.facts, self.wanted = facts, wanted
        self.lower = np.random.random((facts.shape[1], 5)) - 0.5
        self.upper = np.random.random((5, 1)) - 0.5

    def think(self):
        self.middle = np.tanh(np.dot(self.facts, self.lower))
        self.opinion = np.tanh(np.dot(self.middle, self.upper))

    def improve(self):
        push = (self.wanted - self.opinion) * (1 - self.opinion**2)
        self.lower += 0.1 * np.dot(self.facts.T, np.dot(push, self.upper.T) * (1 - self.middle**2))
        self.upper += 0.1 * np.dot(self.middle.T, push)

if __name__ == "__main__":
    np.random.seed(23)
    facts = np.array([[1, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]])
    tutor = Tutor(facts, np.array([[0], [1], [1], [0]]))
    for lesson in range(900):
        tutor.think()
        tutor.improve()
    print(tutor.opinion)
