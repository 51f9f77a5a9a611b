# Indented by tabs.
import numpy as np

np.random.seed(19)
X = np.array([[0,0,1],[1,1,1],[1,0,1],[0,1,1]])
y = np.array([[0,1,1,0]]).T
layers = 0
w = {}
w['in']	= np.random.random((3, 4)) * 2 - 1
w['out']	= np.random.random((4, 1)) * 2 - 1

for i in range(1200):
	a = 1 / (1 + np.exp(-X.dot(w['in'])))
	b = 1 / (1 + np.exp(-a.dot(w['out'])))
	error = y - b
	if i % 400 == 0:
		print("error\t", np.mean(np.abs(error)))
		if i == 0:
			print("\t(that was the first)")
	db = error * b * (1 - b)
	da = db.dot(w['out'].T) * a * (1 - a)
	w['out'] += a.T.dot(db)
	w['in'] += X.T.dot(da)

print(b.T)
