"""The person who looks for work: contacts, channel identities, files, duplicates, search."""
