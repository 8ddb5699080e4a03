"""The contract as a whole: what is due, where every clause stands, where the counts will end."""
