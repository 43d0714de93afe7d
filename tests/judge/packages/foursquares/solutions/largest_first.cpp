// The largest field that there is room for, again and again: more than four of them at times.
#include <iostream>
#include <vector>

int main() {
    int n;
    std::cin >> n;
    std::vector<int> planted;
    while (n > 0) {
        int side = 1;
        while ((side + 1) * (side + 1) <= n) side++;
        planted.push_back(side);
        n -= side * side;
    }
    std::cout << planted.size();
    for (int side : planted) std::cout << ' ' << side;
    std::cout << std::endl;
}
