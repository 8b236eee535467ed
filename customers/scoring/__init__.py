"""How a customer is judged: the words are in docs/decisions/0060 to 0062, the arithmetic is here, as SQL."""
