"""The API and the pages, over one desk."""
