"""What happens when a reader chooses?"""
