"""`python -m generator`: the same as the console script `jibao`."""

from generator.cli.start import main

if __name__ == "__main__":
    main()
