#!/usr/bin/env python
# -*- coding: utf-8 -*-
# Python 2, tabs and spaces mixed (a tab reaches to the eighth column), exec and old exceptions.
from math import *
import string
import numpy

class Perceptron:
	"""old-style class"""
	def __init__(self, n, rate = 0.25):
		self.w = numpy.zeros(n + 1)
		self.rate = rate

	def answer(self, x):
	        if numpy.dot(self.w[1:], x) + self.w[0] > 0: return 1
	        return 0

settings = {'seed': 0103, 'epochs': 25}
exec "numpy.random.seed(settings['seed'])"

try:
	import cPickle as pickle
except ImportError, err:
	print 'no pickle:', err

points = numpy.random.random((20, 2))
labels = map(lambda (a, b): int(a > b), points)
p = Perceptron(2)

for epoch in xrange(settings['epochs']):
	mistakes = 0
	for x, t in zip(points, labels):
		e = t - p.answer(x)
        	if e != 0:
			mistakes += 1
		p.w[1:] += p.rate * e * x
		p.w[0] += p.rate * e
	if epoch % 5 == 0: print 'epoch', epoch, 'mistakes', mistakes

print string.join(map(lambda v: '%.4f' % v, p.w), ', ')
for key, value in settings.iteritems():
	if settings.has_key('epochs') and type(value) is int: print 'a setting is a whole number'
