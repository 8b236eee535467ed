"""Calls that meet: each on a thread and a database connection of its own."""

from threading import Barrier, Thread

from django.db import connection


def at_once(*calls):
    """Start them at the same moment; what each returned or raised, in the order of the calls."""
    outcomes = [None] * len(calls)
    start = Barrier(len(calls))

    def run(place, call):
        start.wait()
        try:
            outcomes[place] = call()
        except Exception as error:
            outcomes[place] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return outcomes
