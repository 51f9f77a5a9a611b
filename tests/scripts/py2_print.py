# Python 2: print statements, xrange, and raw_input when all is done.
import numpy as np

np.random.seed(9)

coins = np.array([[1,1,0],[0,1,1],[1,0,1],[0,0,0]])
worth = np.array([[1],[0],[1],[0]])

w_one = np.random.random((3,4)) - 0.5
w_two = np.random.random((4,1)) - 0.5

print "Before:"
print w_one
print

for n in xrange(2000):
    mid = 1.0/(1.0 + np.exp(-np.dot(coins, w_one)))
    end = 1.0/(1.0 + np.exp(-np.dot(mid, w_two)))
    end_error = worth - end
    if n % 500 == 0:
        print "Error at", n, ":", np.mean(np.abs(end_error))
    end_delta = end_error * end * (1 - end)
    mid_delta = np.dot(end_delta, w_two.T) * mid * (1 - mid)
    w_two += np.dot(mid.T, end_delta)
    w_one += np.dot(coins.T, mid_delta)

print "After %d rounds:" % (n + 1)
print end
for guess, wanted in zip(end, worth):
    print "%.4f" % guess[0], "should be", wanted[0],
    if round(guess[0]) == wanted[0]:
        print "ok"
    else:
        print "WRONG"

raw_input("Press enter to leave")
