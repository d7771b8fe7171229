"""`python -m arnsubst`."""

from arnsubst.launcher import main

main()
