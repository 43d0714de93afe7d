import sys

n, k, *words = sys.stdin.read().split()
words = [word.lower() for word in words]
left = sorted(set(words))
for _ in range(int(k)):
    if left:
        best = left[0]
        for word in left:
            if words.count(word) > words.count(best):
                best = word
        left.remove(best)
        print(best, words.count(best))
