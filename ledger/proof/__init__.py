"""What makes an entry provable: canonical lines, and the tree, note and tiles over them.

Pure: no input or output, no clock, and nothing of the project but this room.
"""
