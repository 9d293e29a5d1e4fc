"""What is known of organs, places and persons by their names."""
