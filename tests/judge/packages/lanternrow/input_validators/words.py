import sys

words = sys.stdin.buffer.read().decode("utf-8").split()
sys.exit(42 if len(words) <= 20000 and all(len(word) <= 30 for word in words) else 43)
