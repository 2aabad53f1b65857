"""The stages, scheduled. The only package that knows Prefect; take the decorators away and the code still works."""
