# enumerate and zip as what is run through, in both loops; the order is drawn by np.random.shuffle.
import numpy as np

np.random.seed(301)
words = ["red", "green", "blue", "grey"]
colours = np.array([[.9, .1, .1], [.2, .8, .1], [.1, .2, .9], [.5, .5, .5]])
labels = np.eye(4)
M = np.zeros((3, 4))
off = np.zeros(4)
pairs = list(zip(colours, labels, words))

for number, (rate, last) in enumerate(zip(np.linspace(2, 0.5, 150), [False] * 149 + [True])):
    np.random.shuffle(pairs)
    hits = 0
    for place, (c, l, word) in enumerate(pairs, start=1):
        q = np.exp(c @ M + off)
        q = q / q.sum()
        hits += words[q.argmax()] == word
        d = q - l
        M -= rate * np.outer(c, d)
        off -= rate * d
    if number % 50 == 0 or last:
        print(number, "hits", hits, "of", place, "last was", word)

print(M.round(3))
