"""One calendar of everything that lies on a day."""
