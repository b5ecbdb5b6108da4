"""What is done with an installation from outside its chats: the commands that need only the core."""
