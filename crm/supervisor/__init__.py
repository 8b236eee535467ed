"""`make run`: the servers, the data, then web, worker and beat under one roof."""
