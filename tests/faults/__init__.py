"""Faults: the service as processes, killed, starved and lied to, and what must hold all the same."""
