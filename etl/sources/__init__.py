"""Which source systems deliver, and which of them knows a file?"""
