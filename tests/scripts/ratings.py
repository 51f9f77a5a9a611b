# Ratings as a product of two tables, learnt entry by entry; the loop ends when the squares are small.
import numpy as np

np.random.seed(2)
ratings = np.array([[4, 0, 2], [5, 3, 0], [0, 1, 1], [3, 2, 2]])
people, films = np.random.rand(4, 2), np.random.rand(3, 2)


def factorise(table, left, right, rounds, rate):
    right = right.T
    for turn in range(rounds):
        for i in range(len(table)):
            for j in range(len(table[i])):
                if table[i][j] > 0:
                    off = table[i][j] - np.dot(left[i, :], right[:, j])
                    for k in range(2):
                        left[i][k] = left[i][k] + rate * 2 * off * right[k][j]
                        right[k][j] = right[k][j] + rate * 2 * off * left[i][k]
        s = 0
        for i in range(len(table)):
            for j in range(len(table[i])):
                if table[i][j] > 0:
                    s = s + pow(table[i][j] - np.dot(left[i, :], right[:, j]), 2)
        if s < 0.05:
            break
    return left, right.T


people, films = factorise(ratings, people, films, 400, 0.02)
print(np.round(people @ films.T, 1))
