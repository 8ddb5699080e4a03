"""The tab 専門人材: the experts and the coverage of Table 1."""
