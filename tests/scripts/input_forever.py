# When the loop is done, input() is asked for ever (while True without a break).
import numpy as np

np.random.seed(123)
X = np.array([[0,0],[0,1],[1,0],[1,1]])
y = np.array([[0],[1],[1],[1]])
w = np.random.randn(2, 1)
b = 0
for i in range(1000):
    out = 1/(1+np.exp(-(X.dot(w) + b)))
    error = y - out
    w += X.T.dot(error * out * (1 - out))
    b += (error * out * (1 - out)).sum()
print("Trained! Ask me anything.")

while True:
    a = input("first bit: ")
    c = input("second bit: ")
    print("I say", 1/(1+np.exp(-(np.array([int(a), int(c)]).dot(w) + b))))
