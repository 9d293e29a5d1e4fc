"""What is known of figures: units, indicators, scenarios, wholes and parts."""
