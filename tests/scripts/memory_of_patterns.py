# An associative memory: the loop that adds up outer products trains, not the one that recalls.
import numpy as np


class Memory:
    def __init__(self, size):
        self.links = np.zeros((size, size))

    def store(self, patterns):
        for pattern in patterns:
            both = np.outer(pattern, pattern)
            self.links += both / len(pattern)
        np.fill_diagonal(self.links, 0)

    def recall(self, cue):
        return np.where(self.links @ cue >= 0, 1, -1)


stored = np.array([[1, 1, 1, -1, -1, 1], [-1, 1, -1, 1, -1, 1], [1, -1, -1, 1, 1, 1]])
stored = np.vstack([stored, -stored])
memory = Memory(6)
memory.store(stored)
for cue in stored * np.array([1, 1, -1, 1, 1, 1]):
    found = memory.recall(cue)
    print(cue, "->", found)
