"""What stands behind every figure we state: measured by commands that anybody can run."""
