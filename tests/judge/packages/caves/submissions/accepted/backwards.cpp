#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    int n, m;
    std::cin >> n >> m;
    std::vector<int> parent(n + 1), depth(n + 1);
    std::vector<long long> size(n + 1, 1);
    while (m--) {
        int p, a, b;
        std::cin >> p >> a >> b;
        for (int i = a; i <= b; i++) parent[i] = i == a ? p : i - 1;
    }
    long long sum = 0;
    for (int i = 2; i <= n; i++) depth[i] = depth[parent[i]] + 1;
    for (int i = n; i >= 1; i--) {
        sum += size[i];
        size[parent[i]] += size[i];
    }
    std::cout << *std::max_element(depth.begin(), depth.end()) << ' ' << sum << '\n';
}
