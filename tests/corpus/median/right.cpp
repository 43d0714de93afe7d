#include <iostream>
#include <iterator>
#include <set>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n;
    std::cin >> n;
    std::multiset<long long> all;
    auto middle = all.end();  // the lower of the two middle ones
    for (int i = 1; i <= n; i++) {
        long long value;
        std::cin >> value;
        all.insert(value);
        if (i == 1) {
            middle = all.begin();
        } else if (value < *middle) {
            if (i % 2 == 0) --middle;
        } else if (i % 2 == 1) {
            ++middle;
        }
        if (i > 1) std::cout << ' ';
        if (i % 2) {
            std::cout << *middle;
        } else {
            long long sum = *middle + *std::next(middle);
            std::cout << (sum - (sum % 2 != 0 && sum < 0)) / 2;
        }
    }
    std::cout << "\n";
}
