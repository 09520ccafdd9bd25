"""What can be said of the law as a whole: what of it is encoded, and what the policies answer to every case."""
