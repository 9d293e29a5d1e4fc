"""What is known of instruments: their types, symbols, the laws, the stamps on them."""
