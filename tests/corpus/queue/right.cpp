#include <algorithm>
#include <iostream>
#include <vector>

// a tree of minima: the leftmost counter that is free at a minute
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, m;
    std::cin >> n >> m;
    int size = 1;
    while (size < m) size *= 2;
    std::vector<long long> tree(2 * size, 4000000000000000000LL);
    for (int i = 0; i < m; i++) tree[size + i] = 0;
    for (int i = size - 1; i >= 1; i--) tree[i] = std::min(tree[2 * i], tree[2 * i + 1]);
    while (n--) {
        long long arrival, needed;
        std::cin >> arrival >> needed;
        long long begin = std::max(arrival, tree[1]);
        int at = 1;
        while (at < size) at = tree[2 * at] <= begin ? 2 * at : 2 * at + 1;
        tree[at] = begin + needed;
        std::cout << at - size + 1 << ' ' << begin << "\n";
        for (at /= 2; at >= 1; at /= 2) tree[at] = std::min(tree[2 * at], tree[2 * at + 1]);
    }
}
