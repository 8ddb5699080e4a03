"""The tab 契約: where every clause stands, what is due and why, how the counts will end, and the registers."""
