"""What is found, as files for others: one module a format.

A *sheet* is rows under columns: findings, a matrix, hits. It goes to `csv`, `xlsx` and `html`, row by row, however long it is.
A *memo* is a report to be read: `html` and `docx` lay it out. Neither knows where it is written to.

A *document* goes out whole, with its addresses: as Akoma Ntoso (`akn`, and back by `akn_back`) and JSON-LD (`jsonld`).
"""
