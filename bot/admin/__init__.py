"""The admin's chat: people, roles, dictionaries, the log, the state of the house."""
