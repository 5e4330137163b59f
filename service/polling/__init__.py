"""Floor 3: visits listings, reads the articles owed, discovers the sections of a site. Never sends anything."""
