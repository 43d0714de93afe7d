#include <algorithm>
#include <iostream>
#include <vector>

// a tree of counts over the sorted readings
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n;
    std::cin >> n;
    std::vector<long long> reading(n);
    for (auto& r : reading) std::cin >> r;
    std::vector<long long> sorted(reading);
    std::sort(sorted.begin(), sorted.end());
    std::vector<int> tree(n + 1, 0);
    long long drops = 0;
    for (int j = 0; j < n; j++) {
        drops += j;
        for (int i = std::upper_bound(sorted.begin(), sorted.end(), 2 * reading[j]) - sorted.begin(); i > 0; i -= i & -i)
            drops -= tree[i];
        for (int i = std::lower_bound(sorted.begin(), sorted.end(), reading[j]) - sorted.begin() + 1; i <= n; i += i & -i)
            tree[i]++;
    }
    std::cout << drops << "\n";
}
