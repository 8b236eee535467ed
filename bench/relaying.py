"""`python -m bench.relaying`: hands events on as a worker does, a look every second, until it is ended."""

import sys
import time
from importlib import import_module

import django


def main() -> None:
    django.setup()
    relay = import_module("core.events.relay").relay
    sys.stdout.write("at work\n")
    sys.stdout.flush()
    while True:
        relay(seconds=20)
        time.sleep(1)


if __name__ == "__main__":
    main()
