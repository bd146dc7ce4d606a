"""Migrations of the register. `sgreview.register.upgrade` runs them; views and triggers are not made here."""
