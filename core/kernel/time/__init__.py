"""Times, hours, days and lengths as people write them."""
