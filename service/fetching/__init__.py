"""Getting pages: conditional, polite, bounded in bytes and time, and never from an address we must not reach."""
