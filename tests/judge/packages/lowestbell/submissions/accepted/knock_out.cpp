#include <iostream>
#include <queue>

int main() {
    int n;
    std::cin >> n;
    std::queue<int> bells;
    for (int bell = 1; bell <= n; bell++) bells.push(bell);
    while (bells.size() > 1) {
        const int first = bells.front();
        bells.pop();
        std::cout << "ask " << first << ' ' << bells.front() << std::endl;
        bells.pop();
        int lower;
        std::cin >> lower;
        bells.push(lower);
    }
    std::cout << "lowest " << bells.front() << std::endl;
}
