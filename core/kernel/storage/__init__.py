"""Files by their content, and secrets at rest."""
