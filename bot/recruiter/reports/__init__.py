"""/reports: figures over a period, in the chat as text and as a picture, and as files for a spreadsheet."""
