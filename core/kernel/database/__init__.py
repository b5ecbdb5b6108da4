"""Two databases behind one seam: sessions, columns, statements, migrations, hints."""
