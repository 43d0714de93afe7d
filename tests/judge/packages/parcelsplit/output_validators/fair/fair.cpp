#include "verdict.h"

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <set>
#include <vector>

static bool whole(const std::string& word, int& number) {
    if (word.empty() || word.size() > 4) return false;
    for (char c : word)
        if (c < '0' || c > '9') return false;
    number = std::atoi(word.c_str());
    return true;
}

int main(int argc, char** argv) {
    if (argc < 4) return 1;
    const Verdict verdict(argv[3]);
    const bool sorted = argc > 4 && std::string(argv[4]) == "sorted";

    int n, d;
    std::ifstream in(argv[1]);
    in >> n >> d;
    std::vector<int> weights(n + 1);
    for (int i = 1; i <= n; i++) in >> weights[i];
    std::string expected;
    std::ifstream(argv[2]) >> expected;

    std::string word;
    if (!(std::cin >> word)) verdict.reject("no output");
    if (word == "impossible") {
        if (expected != "impossible") verdict.reject("a split exists");
        if (std::cin >> word) verdict.reject("more after impossible");
        verdict.accept();
    }

    int count;
    if (!whole(word, count) || count > n) verdict.reject("not a count: " + word.substr(0, 40));
    std::set<int> first;
    int last = 0, load = 0, all = 0;
    for (int weight : weights) all += weight;
    for (int i = 0; i < count; i++) {
        int parcel;
        if (!(std::cin >> word)) verdict.reject("too few parcels");
        if (!whole(word, parcel) || parcel < 1 || parcel > n) verdict.reject("no such parcel");
        if (!first.insert(parcel).second) verdict.reject("a parcel twice");
        if (sorted && parcel < last) verdict.reject("not in rising order");
        last = parcel;
        load += weights[parcel];
    }
    if (std::cin >> word) verdict.reject("too many parcels");
    if (std::abs(all - 2 * load) > d) verdict.reject("not fair");
    // The answer file does not know of this split: the fault is with the judges.
    if (expected == "impossible") return 1;
    verdict.accept();
}
