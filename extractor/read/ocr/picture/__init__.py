"""Pictures of pages made fit for reading: drawn, turned straight, rules found and taken away."""
