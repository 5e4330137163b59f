"""The demo site: a department site of our own writing, for a newcomer to watch without a network."""
