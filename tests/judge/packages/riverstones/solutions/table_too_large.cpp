// A table of all pairs, eight bytes each: three thousand megabytes.
#include <iostream>
#include <vector>

int main() {
    int n, q, m;
    std::cin >> n >> q;
    std::vector<long long> stones(n);
    for (long long& stone : stones) std::cin >> stone;
    std::vector<long long> sums(std::size_t(n) * n);
    for (int i = 0; i < n; i++)
        for (int j = 0; j < n; j++) sums[std::size_t(i) * n + j] = i < j ? stones[i] + stones[j] : -1;
    while (q-- > 0 && std::cin >> m) {
        long long pairs = 0;
        for (long long sum : sums) pairs += sum > 0 && sum % m == 0;
        std::cout << "mod " << m << ": pairs " << pairs << '\n';
    }
}
