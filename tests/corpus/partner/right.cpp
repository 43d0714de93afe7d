#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n;
    long long t;
    std::cin >> n >> t;
    std::vector<std::pair<long long, int>> vouchers(n);
    for (int i = 0; i < n; i++) {
        std::cin >> vouchers[i].first;
        vouchers[i].second = i + 1;
    }
    std::sort(vouchers.begin(), vouchers.end());
    int low = 0, high = n - 1;
    while (low < high) {
        long long sum = vouchers[low].first + vouchers[high].first;
        if (sum == t) {
            std::cout << vouchers[low].second << ' ' << vouchers[high].second << "\n";
            return 0;
        }
        if (sum < t) low++;
        else high--;
    }
    std::cout << "0 0\n";
}
