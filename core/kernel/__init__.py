"""What all subjects stand on."""
