"""Documents written for this project in the manner of each body, what is planted in them (KEY.toml), and what builds them."""
