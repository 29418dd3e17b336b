"""Alembic's home: ``env`` and one file a version. ``corpus.catalogue`` runs it; there is no alembic.ini."""
