"""A candidate on a vacancy: the application, its events, the status they amount to, callbacks and meetings."""
