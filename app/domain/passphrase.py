"""How long the passphrase of a workspace may be, in characters after NFKC."""

SHORTEST_PASSPHRASE = 12
LONGEST_PASSPHRASE = 1_024
