"""Who calls (API keys, bearer tokens, sessions), and what they may do (Casbin, deny by default)."""
