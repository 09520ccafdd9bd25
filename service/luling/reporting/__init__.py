"""Reports that regulations ask for: what the register, the evidence log and the procedures say of a period, counted.

It holds no law: which reports there are, by which criteria, and what each counts, is data (`luling.law.reporting`).
"""
