#include <algorithm>
#include <iostream>
#include <map>
#include <set>
#include <string>

int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n;
    std::cin >> n;
    std::map<std::string, std::set<std::string>> families;
    for (int i = 0; i < n; i++) {
        std::string word;
        std::cin >> word;
        std::string key = word;
        std::sort(key.begin(), key.end());
        families[key].insert(word);
    }
    const std::set<std::string>* best = nullptr;
    for (auto& [key, family] : families)
        if (!best || family.size() > best->size() || (family.size() == best->size() && *family.begin() < *best->begin()))
            best = &family;
    std::cout << best->size() << "\n";
    bool first = true;
    for (auto& word : *best) {
        if (!first) std::cout << ' ';
        std::cout << word;
        first = false;
    }
    std::cout << "\n";
}
