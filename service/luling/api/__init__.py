"""HTTP: the AuthZEN endpoints, the law, health. Thin; everything is decided further in."""
