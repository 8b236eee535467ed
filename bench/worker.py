"""`python -m bench.worker store`: recomputes the figures of a store, over and over, until it is ended."""

import sys
from importlib import import_module
from itertools import count

import django


def main() -> None:
    django.setup()
    recompute = import_module("bench.metrics").recompute_one_percent_changed
    store = import_module("core.models").Store.objects.get(pk=int(sys.argv[1]))
    sys.stdout.write("at work\n")
    sys.stdout.flush()
    for turn in count():
        recompute(store, turn)


if __name__ == "__main__":
    main()
