#include <iostream>
#include <tuple>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n;
    std::cin >> n;
    long long current = 0;
    int begin = 0;
    std::tuple<long long, int, int> best;
    for (int i = 0; i < n; i++) {
        long long gain;
        std::cin >> gain;
        if (i == 0 || current <= 0) {
            current = gain;
            begin = i;
        } else {
            current += gain;
        }
        std::tuple<long long, int, int> here(-current, i - begin + 1, begin);
        if (i == 0 || here < best) best = here;
    }
    auto [total, days, first] = best;
    std::cout << -total << ' ' << first + 1 << ' ' << first + days << "\n";
}
