// Two to the power of sixty splits.
#include <cstdlib>
#include <iostream>
#include <vector>

int main() {
    int n, d;
    std::cin >> n >> d;
    std::vector<int> weights(n);
    for (int& weight : weights) std::cin >> weight;
    for (unsigned long long split = 0; split < 1ULL << n; split++) {
        int gap = 0, count = 0;
        for (int i = 0; i < n; i++) {
            gap += split >> i & 1 ? weights[i] : -weights[i];
            count += split >> i & 1;
        }
        if (std::abs(gap) > d) continue;
        std::cout << count;
        for (int i = 0; i < n; i++)
            if (split >> i & 1) std::cout << ' ' << i + 1;
        std::cout << '\n';
        return 0;
    }
    std::cout << "impossible\n";
}
