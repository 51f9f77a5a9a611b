# A class with forward and backward methods; the loop itself stands at module level.
import numpy as np

class Brain(object):
    def __init__(self, width):
        self.inner = np.random.uniform(-1, 1, (3, width))
        self.outer = np.random.uniform(-1, 1, (width, 1))
        self.age = 0

    def look(self, scene):
        self.scene = scene
        self.activity = 1.0/(1 + np.exp(-np.dot(scene, self.inner)))
        self.opinion = 1.0/(1 + np.exp(-np.dot(self.activity, self.outer)))
        return self.opinion

    def learn(self, truth):
        self.surprise = truth - self.opinion
        blame = 2*self.surprise * self.opinion * (1.0 - self.opinion)
        earlier_blame = np.dot(blame, self.outer.T) * self.activity*(1 - self.activity)
        self.outer += np.dot(self.activity.T, blame)
        self.inner += np.dot(self.scene.T, earlier_blame)
        self.age += 1

np.random.seed(13)
brain = Brain(width=5)
scenes = np.array([[0,1,1],[1,1,0],[1,0,0],[0,0,1],[1,1,1]])
truth = np.array([[1],[0],[1],[0],[1]])

for day in range(1500):
    brain.look(scenes)
    brain.learn(truth)
    if day % 300 == 0:
        print("day", day, "surprise", np.mean(np.square(brain.surprise)))

print(brain.age, "days old")
print(brain.look(scenes))
