"""Real PostgreSQL and Redis from wheels, for a machine that has neither. Never in production.

Whoever needs the servers calls `provide()`: the first starts a keeper that runs them, the others share
it, and it stops them when the last is gone, however they went. See docs/decisions/0001.
"""

from crm.embedded.provision import ROOT, NoServers, keep_running, provide, release

__all__ = ["ROOT", "NoServers", "keep_running", "provide", "release"]
