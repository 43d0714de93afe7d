#include <iostream>
#include <string>
#include <vector>

int main() {
    std::vector<std::string> words;
    for (std::string word; std::cin >> word;) words.push_back(word);
    std::cout << words.at(0) << " 1" << std::endl;
    return words.at(words.size()).size();
}
