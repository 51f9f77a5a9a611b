# Python 2 with division between whole numbers: 7/2 is 3 here, and 1/2 is 0.
import sys
import numpy as np

def main(rounds=900):
    np.random.seed(50)
    size = 7
    hidden = size/2                # 3
    friction = 1/2                 # oops, 0
    samples = np.arange(size*2).reshape(size, 2)
    grid = samples/4               # whole numbers again
    target = (grid[:, :1] % 2).astype(float)
    X = np.hstack([grid, np.ones((size, 1))])
    W = np.random.randn(3, hidden)
    V = np.random.randn(hidden, 1)
    moved = np.zeros_like(V)
    i = 0
    while i <> rounds:
        H = np.tanh(X.dot(W)/2)
        P = H.dot(V)
        E = P - target
        gV = H.T.dot(E)/size
        gW = X.T.dot(E.dot(V.T)*(1 - H**2)/2)/size
        moved = friction*moved - gV/10
        V += moved
        W -= gW/10
        if i % (rounds/3) == 0:
            print >>sys.stdout, 'round', i, 'error', round((E**2).mean(), 6)
        i += 1
    print 'hidden units: %d, friction: %r' % (hidden, friction)
    print 'done', `i`
    part = 3.0                     # numbers of Python itself that are not whole
    part /= 4
    print part, i/1e3, -7/2., -7/2
    return 0L

if __name__ == '__main__':
    sys.exit(main())
