"""The outer layer: reaches files and the network, reads documents, runs every stage."""
