#include <algorithm>
#include <climits>
#include <iostream>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n;
    std::cin >> n;
    std::vector<int> a(n - 1), b(n - 1), v(n - 1), degree(n + 1, 0), folded(n + 1, 0), left(n + 1, 0);
    for (int i = 0; i < n - 1; i++) {
        std::cin >> a[i] >> b[i] >> v[i];
        degree[a[i]]++;
        degree[b[i]]++;
        left[a[i]] ^= i;
        left[b[i]] ^= i;
    }
    // leaves are folded into their neighbours one after another; left holds the one path that remains at a leaf
    std::vector<int> leaves;
    for (int at = 1; at <= n; at++)
        if (degree[at] == 1) leaves.push_back(at);
    int best = INT_MIN;
    for (size_t k = 0; k < leaves.size(); k++) {
        int leaf = leaves[k];
        if (degree[leaf] == 0) continue;
        int path = left[leaf], other = a[path] == leaf ? b[path] : a[path];
        int reach = folded[leaf] + v[path];
        best = std::max({best, reach, reach + folded[other]});
        folded[other] = std::max(folded[other], reach);
        left[other] ^= path;
        degree[leaf] = 0;
        if (--degree[other] == 1) leaves.push_back(other);
    }
    std::cout << best << "\n";
}
