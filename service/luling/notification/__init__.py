"""Notifications: what happened is told to whoever subscribed, at least once, and never holds up what happens."""
