# The loop only calls methods; no error is printed. Another class has a method of the same name.
import numpy as np


class Plotter:
    def forward(self, step=1):
        self.page = step


class Brain:
    def __init__(self, questions, answers):
        self.questions = questions
        self.answers = answers
        self.inner = np.random.uniform(-1, 1, (questions.shape[1], 5))
        self.outer = np.random.uniform(-1, 1, (5, answers.shape[1]))

    def forward(self):
        self.thought = self.squash(self.questions @ self.inner)
        self.guess = self.squash(self.thought @ self.outer)

    def squash(self, sums):
        return 1 / (1 + np.exp(-sums))

    def correct(self):
        back = 2 * (self.answers - self.guess) * self.guess * (1 - self.guess)
        further = back @ self.outer.T * self.thought * (1 - self.thought)
        self.outer += self.thought.T @ back
        self.inner += self.questions.T @ further


if __name__ == "__main__":
    np.random.seed(11)
    questions = np.array([[1, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]])
    answers = np.array([[1], [0], [0], [1]])
    brain = Brain(questions, answers)

    for lesson in range(900):
        brain.forward()
        brain.correct()

    print(brain.guess.round(3))
