"""What things are: frozen records and value objects; standard library only."""
