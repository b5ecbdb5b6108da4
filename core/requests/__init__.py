"""What a person may demand of the data we hold: to see them, to withdraw the consent, to have them erased; and the proof of it."""
