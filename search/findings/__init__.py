"""What States' laws provide for each provision of the Protocol, from records alone."""
