#include <algorithm>
#include <iostream>
#include <vector>

// For each sum of a beginning, the places where it stands, in order.
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n;
    long long k;
    std::cin >> n >> k;
    std::vector<std::pair<long long, int>> sums(n + 1);
    for (int i = 1; i <= n; i++) {
        long long booking;
        std::cin >> booking;
        sums[i] = {sums[i - 1].first + booking, i};
    }
    std::vector<std::pair<long long, int>> sorted(sums);
    std::sort(sorted.begin(), sorted.end());
    long long count = 0;
    for (auto [sum, end] : sums) {
        auto from = std::lower_bound(sorted.begin(), sorted.end(), std::make_pair(sum - k, -1));
        auto to = std::lower_bound(sorted.begin(), sorted.end(), std::make_pair(sum - k, end));
        count += to - from;
    }
    std::cout << count << "\n";
}
