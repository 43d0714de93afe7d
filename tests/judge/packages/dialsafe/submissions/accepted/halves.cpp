#include <iostream>
#include <string>

int main() {
    int low = 1, high;
    std::cin >> high;
    while (low < high) {
        const int middle = (low + high) / 2;
        std::cout << "? " << middle << std::endl;
        std::string reply;
        std::cin >> reply;
        if (reply == "hit") low = high = middle;
        else if (reply == "low") low = middle + 1;
        else high = middle;
    }
    std::cout << "! " << low << std::endl;
    std::string open;
    std::cin >> open;
    return open == "open" ? 0 : 1;
}
