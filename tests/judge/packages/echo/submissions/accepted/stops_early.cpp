// Ends as soon as it knows; most of the input stays unread.
#include <iostream>
#include <set>
#include <string>

int main() {
    std::set<std::string> heard;
    for (std::string word; std::cin >> word;) {
        if (heard.insert(word).second) continue;
        std::cout << word << std::endl;
        return 0;
    }
    std::cout << "-" << std::endl;
}
