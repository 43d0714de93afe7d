#include <iostream>
#include <set>
#include <vector>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n, m;
    std::cin >> n >> m;
    std::vector<std::vector<std::pair<int, long long>>> near(n + 1);
    for (int i = 0; i < m; i++) {
        int a, b;
        long long t;
        std::cin >> a >> b >> t;
        near[a].push_back({b, t});
        near[b].push_back({a, t});
    }
    const long long far = 4000000000000000000LL;
    std::vector<long long> cost(n + 1, far);
    std::set<std::pair<long long, int>> open;
    cost[1] = 0;
    open.insert({0, 1});
    while (!open.empty()) {
        auto [paid, town] = *open.begin();
        open.erase(open.begin());
        for (auto [other, toll] : near[town]) {
            if (paid + toll < cost[other]) {
                open.erase({cost[other], other});
                cost[other] = paid + toll;
                open.insert({cost[other], other});
            }
        }
    }
    std::cout << (cost[n] == far ? -1 : cost[n]) << "\n";
}
