// All is said and right; then it aborts.
#include <cstdlib>
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
        if (reply == "low") low = middle + 1;
        else high = middle;
    }
    std::cout << "! " << low << std::endl;
    std::abort();
}
