"""The catalogue's versions, oldest first."""
