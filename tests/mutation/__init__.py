"""Mutation of the law: a rule that could be deleted without a Rego test or a scenario failing is not really tested."""
