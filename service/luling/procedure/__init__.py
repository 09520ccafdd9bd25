"""Procedures: cases, the acts in them, and the legal deadlines that run meanwhile."""
