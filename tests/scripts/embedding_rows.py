# Word vectors: each pair of words changes single rows of the tables by index.
import numpy as np

text = """the cat sat on the mat the dog sat on the rug the cat saw the dog
a bird sat on a tree a cat saw a bird the dog saw the tree""".split()
vocabulary = sorted(set(text))
index = {word: i for i, word in enumerate(vocabulary)}
ids = [index[word] for word in text]
pairs = [(ids[i], ids[j]) for i in range(len(ids)) for j in (i - 1, i + 1) if 0 <= j < len(ids)]

rng = np.random.default_rng(77)
inside = rng.normal(0, 0.3, (len(vocabulary), 5))
outside = rng.normal(0, 0.3, (len(vocabulary), 5))

for epoch in range(40):
    loss = 0.0
    for centre, context in pairs:
        v = inside[centre]                      # a view, not a copy
        strangers = rng.choice(len(vocabulary), size=3, replace=False)
        others = np.append(context, strangers[strangers != context])
        truth = np.zeros(len(others)); truth[0] = 1
        score = 1 / (1 + np.exp(-outside[others] @ v))
        loss -= np.log(score[0]) + np.log(1 - score[1:]).sum()
        wrong = score - truth
        grad_v = wrong @ outside[others]
        outside[others] -= 0.1 * wrong[:, None] * v
        v -= 0.1 * grad_v
    if epoch % 10 == 0:
        print(f"epoch {epoch:2d}: {loss / len(pairs):.4f}")

unit = inside / np.linalg.norm(inside, axis=1, keepdims=True)
nearest = (unit @ unit[index["cat"]]).argsort()[::-1]
print("cat is near", [vocabulary[i] for i in nearest[1:4]])
