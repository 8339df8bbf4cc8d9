"""Which words do catalogue, deliveries and publications share?"""
