"""From bytes to blocks, one module per format. Formats know bytes; what a paragraph means is for the forms."""
