// As many calls inside each other as the cave is deep, each with an array of its own on the stack.
#include <algorithm>
#include <cstdio>
#include <cstring>
#include <vector>

static std::vector<std::vector<int>> below;
static long long sum;
static int deepest;

static int explore(int chamber, int depth) {
    volatile char notes[400];
    std::memset(const_cast<char*>(notes), depth & 127, sizeof notes);
    int size = 1;
    for (int next : below[chamber]) size += explore(next, depth + 1);
    if (notes[depth % 400] != (depth & 127)) return -1;
    deepest = std::max(deepest, depth);
    sum += size;
    return size;
}

int main() {
    int n, m, p, a, b;
    if (scanf("%d %d", &n, &m) != 2) return 1;
    below.resize(n + 1);
    while (m-- > 0 && scanf("%d %d %d", &p, &a, &b) == 3)
        for (int i = a; i <= b; i++) below[i == a ? p : i - 1].push_back(i);
    explore(1, 0);
    printf("%d %lld\n", deepest, sum);
}
