"""The evaluation request: how it is read, what it may say, and the form in which policies see it."""
