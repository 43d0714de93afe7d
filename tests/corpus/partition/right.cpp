#include <cstdlib>
#include <iostream>
#include <vector>

// differences of the heaps that can be reached, stone by stone
int main() {
    int n;
    std::cin >> n;
    std::vector<int> weights(n);
    int total = 0;
    for (int& w : weights) {
        std::cin >> w;
        total += w;
    }
    std::vector<char> now(total + 1, 0);
    now[0] = 1;
    int reached = 0;
    for (int w : weights) {
        std::vector<char> next(total + 1, 0);
        for (int d = 0; d <= reached; d++) {
            if (!now[d]) continue;
            next[d + w] = 1;
            next[std::abs(d - w)] = 1;
        }
        reached += w;
        now.swap(next);
    }
    int d = 0;
    while (!now[d]) d++;
    std::cout << d << "\n";
}
