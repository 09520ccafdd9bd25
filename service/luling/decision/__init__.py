"""The decision pipeline: normalise, evaluate, assemble. Everything legal in an answer comes from the policies."""
