"""What a report reads like in the chat, and the files it leaves as."""
