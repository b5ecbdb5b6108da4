"""Words, names, numbers of phones and sums as people write them."""
