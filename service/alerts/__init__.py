"""Alerts: what is owed becomes a letter or an event, is frozen, sent, and settled. Floor 3.

Pure: `plain`, `compose`, `headers`, `mail`, `event`. Outside world: `smtp`, `mailbox`, `webhook`. Between them and
the store: `dispatch`.
"""
