-- reviews: none is computed; a person gives it.
FROM main.reviews WHERE FALSE
