"""Cases that adapt: ratings that follow practice, and suggestions that follow the ratings."""
