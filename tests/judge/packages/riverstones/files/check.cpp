// Line by line, and word by word within a line: check input output answer
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

static std::vector<std::vector<std::string>> lines(const char* path) {
    std::ifstream file(path);
    std::vector<std::vector<std::string>> found;
    for (std::string line; std::getline(file, line);) {
        std::istringstream words(line);
        found.emplace_back();
        for (std::string word; words >> word;) found.back().push_back(word);
    }
    while (!found.empty() && found.back().empty()) found.pop_back();
    return found;
}

int main(int argc, char** argv) {
    if (argc < 4) return 3;
    const auto output = lines(argv[2]), answer = lines(argv[3]);
    if (answer.empty()) {
        std::cerr << "FAIL there is no answer\n";
        return 3;
    }
    for (std::size_t at = 0; at < answer.size(); at++) {
        if (at < output.size() && output[at] == answer[at]) continue;
        std::cerr << "wrong answer line " << at + 1 << " differs\n";
        return 1;
    }
    if (output.size() > answer.size()) {
        std::cerr << "wrong output format more lines than expected\n";
        return 2;
    }
    std::cerr << "ok " << answer.size() << " lines\n";
    return 0;
}
