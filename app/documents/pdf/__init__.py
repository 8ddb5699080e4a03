"""A small typesetter for Japanese documents on A4. Lengths are PDF points (1/72 inch), x to the right, y downwards."""
