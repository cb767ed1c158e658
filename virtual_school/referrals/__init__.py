"""From a worried head of year to an offer that a head confirms."""
