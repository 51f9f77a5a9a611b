# A class with train() and think(): the weights are self.synaptic_weights.
from numpy import exp, array, random, dot


class OneNeuron():
    def __init__(self):
        # always the same numbers
        random.seed(10)
        # three inputs, one output
        self.synaptic_weights = 2 * random.random((3, 1)) - 1

    def __squeeze(self, x):
        return 1 / (1 + exp(-x))

    def __squeeze_slope(self, x):
        return x * (1 - x)

    def train(self, questions, answers, times):
        for lesson in range(times):
            output = self.think(questions)
            error = answers - output
            adjustment = dot(questions.T, error * self.__squeeze_slope(output))
            self.synaptic_weights += adjustment

    def think(self, inputs):
        return self.__squeeze(dot(inputs, self.synaptic_weights))


if __name__ == "__main__":
    neuron = OneNeuron()

    print("Starting weights:")
    print(neuron.synaptic_weights)

    # the answer is the middle column
    questions = array([[0, 1, 1], [1, 0, 0], [1, 1, 0], [0, 0, 1]])
    answers = array([[1, 0, 1, 0]]).T
    neuron.train(questions, answers, 3000)

    print("Weights after the lessons:")
    print(neuron.synaptic_weights)
    print("And [0, 1, 0] is?")
    print(neuron.think(array([0, 1, 0])))
