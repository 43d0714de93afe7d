#include <algorithm>
#include <iostream>
#include <vector>

// around every post the directions to the others are sorted by exact cross products
int main() {
    int n;
    std::cin >> n;
    std::vector<long long> x(n), y(n);
    for (int i = 0; i < n; i++) std::cin >> x[i] >> y[i];
    int best = 0;
    for (int i = 0; i < n; i++) {
        int same = 0;
        std::vector<std::pair<long long, long long>> directions;
        for (int j = 0; j < n; j++) {
            long long dx = x[j] - x[i], dy = y[j] - y[i];
            if (dx == 0 && dy == 0) {
                same++;
                continue;
            }
            if (dx < 0 || (dx == 0 && dy < 0)) {
                dx = -dx;
                dy = -dy;
            }
            directions.push_back({dx, dy});
        }
        auto before = [](auto& a, auto& b) { return (__int128)a.first * b.second > (__int128)a.second * b.first; };
        std::sort(directions.begin(), directions.end(), before);
        int most = 0, run = 0;
        for (size_t k = 0; k < directions.size(); k++) {
            run = k > 0 && !before(directions[k - 1], directions[k]) ? run + 1 : 1;
            most = std::max(most, run);
        }
        best = std::max(best, same + most);
    }
    std::cout << best << "\n";
}
