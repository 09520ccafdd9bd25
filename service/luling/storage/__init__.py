"""The service's database: connection, transactions, schema. It knows no table; the rooms that keep something do."""
