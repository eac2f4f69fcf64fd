"""What the data is: contracts, columns and closed vocabularies. Imports nothing of flows/."""
