-- What confidentiality in full needs: proof of what was done, rights of people, keys that change hands.

