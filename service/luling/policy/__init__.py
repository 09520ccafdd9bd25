"""Engines behind one protocol, policy sets and their replacement, competence by Casbin."""
