// Fair splits in falling order: good enough for the first group only.
#include <bitset>
#include <cstdlib>
#include <iostream>
#include <vector>

int main() {
    int n, d, all = 0;
    std::cin >> n >> d;
    std::vector<int> weights(n);
    std::vector<std::bitset<12001>> reach(n + 1);
    reach[0][0] = true;
    for (int i = 0; i < n; i++) {
        std::cin >> weights[i];
        all += weights[i];
        reach[i + 1] = reach[i] | (reach[i] << weights[i]);
    }
    for (int load = all; load >= 0; load--) {
        if (!reach[n][load] || std::abs(all - 2 * load) > d) continue;
        std::vector<int> first;
        for (int i = n; i > 0; i--) {
            if (reach[i - 1][load]) continue;
            first.push_back(i);
            load -= weights[i - 1];
        }
        std::cout << first.size();
        for (int parcel : first) std::cout << ' ' << parcel;
        std::cout << '\n';
        return 0;
    }
    std::cout << "impossible\n";
}
