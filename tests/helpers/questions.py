"""Scenes with questions that can be answered."""

SIGN = """\
# Sign
at: 254:l1_error
cell: l1_error[2,0]
answer: sign of l1_error[2,0]

It is {l1_error[2,0]}.

? Which sign arrives?
= Minus.
"""
NUMBER = """\
# Number
at: 254:l2_error
answer: error within 0.05

? How large is the error?
= It is {error}.
"""
CELL = """\
# Cell
at: 254:l2_delta
answer: cell of l2_delta

? Which is the largest?
= The last.
"""
