"""The chance that a customer has gone for good: the modified BG/NBD model, fitted to the store.

Customers order at random, each at a rate of their own (gamma: r, alpha), and after each order leave for
good with a chance of their own (beta: a, b). From few orders little is learnt of a customer, and the
store's own habits decide; from few customers little is learnt of the store, and DEFAULT decides.
See docs/decisions/0061.
"""

DEFAULT = (1.0, 90.0, 0.8, 1.6)  # r, alpha in days, a, b
