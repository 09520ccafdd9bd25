"""The register: organisations, the catalogue of resources, agreements and approvals, each as it was at any instant.

It holds no law: which properties there are, and what they may be, is the vocabulary's matter.
"""
