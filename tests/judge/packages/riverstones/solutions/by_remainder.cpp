#include <cstdio>
#include <vector>

int main() {
    int n, q, m;
    if (scanf("%d %d", &n, &q) != 2) return 1;
    std::vector<int> stones(n);
    for (int& stone : stones)
        if (scanf("%d", &stone) != 1) return 1;
    while (q-- > 0 && scanf("%d", &m) == 1) {
        std::vector<long long> seen(m);
        long long pairs = 0;
        for (int stone : stones) {
            pairs += seen[(m - stone % m) % m];
            seen[stone % m]++;
        }
        printf("mod %d: pairs %lld\n", m, pairs);
    }
}
