"""How an organisation takes part: rounds, uploading a letter, putting it right, sending it in."""
