"""What all commands share: their flags, the settings of the user, and their reference for the docs."""
