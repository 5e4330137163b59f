"""Pages drawn here in the shapes that sites have, each with what a reader finds on it."""
