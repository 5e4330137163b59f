"""The pages of whoever runs the service. All of them go through `Gate.owner_only`."""
