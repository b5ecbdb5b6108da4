"""The recruiter's chat, and what every colleague finds in his."""
