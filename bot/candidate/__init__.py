"""The candidate's chat: vacancies, consent, the application, meetings, and words with a person."""
