"""What is kept and how it is found: catalogue, index, retrieval, gaps. Needs neither Prefect, spaCy nor parsers."""
