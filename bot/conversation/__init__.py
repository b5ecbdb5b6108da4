"""What a handler may know: screens, turns, routes, forms, rights. No messenger is named here."""
