#include <iostream>
#include <queue>
#include <vector>

// breadth first; every leaf is entered once because the leaves entered form a beginning of the row
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n;
    std::cin >> n;
    std::vector<int> reach(n), jumps(n, -1);
    for (int& r : reach) std::cin >> r;
    std::queue<int> queue;
    queue.push(0);
    jumps[0] = 0;
    int fresh = 1;
    while (!queue.empty()) {
        int i = queue.front();
        queue.pop();
        while (fresh < n && fresh <= i + reach[i]) {
            jumps[fresh] = jumps[i] + 1;
            queue.push(fresh++);
        }
    }
    std::cout << jumps[n - 1] << "\n";
}
