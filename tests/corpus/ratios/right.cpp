#include <algorithm>
#include <iostream>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n;
    std::cin >> n;
    struct Archer {
        long long hits, arrows;
        int number;
    };
    std::vector<Archer> archers(n);
    for (int i = 0; i < n; i++) {
        std::cin >> archers[i].hits >> archers[i].arrows;
        archers[i].number = i + 1;
    }
    std::sort(archers.begin(), archers.end(), [](const Archer& a, const Archer& b) {
        long long left = a.hits * b.arrows, right = b.hits * a.arrows;
        if (left != right) return left > right;
        if (a.arrows != b.arrows) return a.arrows > b.arrows;
        return a.number < b.number;
    });
    for (int i = 0; i < n; i++) std::cout << archers[i].number << (i + 1 < n ? ' ' : '\n');
}
