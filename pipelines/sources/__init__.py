"""Places that documents come from, one module each; the file's stem is the source's id. There is no registry to edit."""
