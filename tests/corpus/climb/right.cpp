#include <algorithm>
#include <iostream>
#include <vector>

// a tree of maxima over the sorted heights
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n;
    long long d;
    std::cin >> n >> d;
    std::vector<long long> height(n);
    for (auto& h : height) std::cin >> h;
    std::vector<long long> sorted(height);
    std::sort(sorted.begin(), sorted.end());
    std::vector<int> tree(n + 1, 0);
    int best = 0;
    for (long long h : height) {
        int count = 1;
        for (int i = std::upper_bound(sorted.begin(), sorted.end(), h - d) - sorted.begin(); i > 0; i -= i & -i)
            count = std::max(count, tree[i] + 1);
        for (int i = std::lower_bound(sorted.begin(), sorted.end(), h) - sorted.begin() + 1; i <= n; i += i & -i)
            tree[i] = std::max(tree[i], count);
        best = std::max(best, count);
    }
    std::cout << best << "\n";
}
