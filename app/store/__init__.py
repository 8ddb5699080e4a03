"""Where records live: tables, encrypted engine, change capture, read queries, migrations, backups."""
