"""One spaCy component per module. Each writes the spans it finds to `doc.spans[<its name>]`, labelled with the signal's value."""
