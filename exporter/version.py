"""Name and version of the program, as its outputs give them."""

NAME = "newsroom-exporter"
VERSION = "0.1.0"
