"""Quality on labelled sets, one module per kind of label."""
