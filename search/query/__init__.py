"""What a query asks for: symbols, phrases, conditions, filters, and its words in other languages."""
