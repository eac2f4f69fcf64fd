-- withdrawals: none is computed; a person or the address of a piece says so.
FROM main.withdrawals WHERE FALSE
