"""Letters: a file in the record with a notice, in plain words, under the network's own name."""
