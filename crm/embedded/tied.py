"""Run a command that dies with its parent: `python tied.py <signal> <account> <parent> <command…>`.

A program of its own, because the tie is made after the fork, where a thread of the parent would make
Python code unsafe, and after root is given up, because a change of user unties it.
"""

import ctypes
import os
import pwd
import signal
import sys

PR_SET_PDEATHSIG = 1


def main(signal_name: str, account: str, parent: str, *command: str) -> None:
    if account:
        become(account)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.Signals[signal_name].value)
        if os.getppid() != int(parent):
            sys.exit("The parent is gone already.")
    os.execvp(command[0], command)  # noqa: S606


def become(account: str) -> None:
    entry = pwd.getpwnam(account)
    os.setgroups([])
    os.setgid(entry.pw_gid)
    os.setuid(entry.pw_uid)


def tied(command: list[str], *, signal_name: str = "SIGTERM", account: str | None = None) -> list[str]:
    """The command line that runs `command` tied to this process."""
    return [sys.executable, "-I", "-S", __file__, signal_name, account or "", str(os.getpid()), *command]


if __name__ == "__main__":
    main(*sys.argv[1:])
