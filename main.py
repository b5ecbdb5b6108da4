"""The command line and the only wiring: the one place where ports meet adapters."""
