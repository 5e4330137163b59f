"""Floor 5: the daemon. Starts the parts in order, stops them in reverse; APScheduler's only owner."""
