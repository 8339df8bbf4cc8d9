"""What helps to build Zielblick without being part of it? Measuring, pictures, packages of the system."""
