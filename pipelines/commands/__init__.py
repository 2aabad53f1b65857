"""The commands of `palermo`, by what users want: reading.py, running.py, asking.py, judging.py."""
