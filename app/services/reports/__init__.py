"""The reports of the contract: the monthly ones, and those that are due at its end."""
