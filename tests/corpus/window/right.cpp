#include <iostream>
#include <set>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, k;
    long long d;
    std::cin >> n >> k >> d;
    std::vector<long long> height(n);
    for (auto& h : height) std::cin >> h;
    std::multiset<long long> spell;
    int calm = 0;
    for (int i = 0; i < n; i++) {
        spell.insert(height[i]);
        if (i >= k) spell.erase(spell.find(height[i - k]));
        if (i >= k - 1 && *spell.rbegin() - *spell.begin() <= d) calm++;
    }
    std::cout << calm << "\n";
}
