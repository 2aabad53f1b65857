"""From blocks to addressed passages, one module per form. Forms know shape; where the bytes came from is for the formats."""
