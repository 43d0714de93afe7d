#include <iostream>
#include <string>
#include <vector>

int main() {
    int n;
    std::string digits;
    std::cin >> n >> digits;
    // from the right: how many ends there are for each sum of the rest
    std::vector<long long> ends(9, 0);
    int rest = 0;
    ends[0] = 1;
    long long count = 0;
    for (int i = n - 1; i >= 0; i--) {
        rest = (rest + digits[i] - '0') % 9;
        count += digits[i] == '0' ? 1 : ends[rest];
        ends[rest]++;
    }
    std::cout << count << "\n";
}
