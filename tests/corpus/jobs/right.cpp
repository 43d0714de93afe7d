#include <algorithm>
#include <iostream>
#include <map>
#include <vector>

// moments from late to early: best[t] is the greatest pay with jobs that begin at t or later
int main() {
    std::ios::sync_with_stdio(false);
    std::cin.tie(nullptr);
    int n;
    std::cin >> n;
    struct Job { long long s, e, p; };
    std::vector<Job> jobs(n);
    for (auto& job : jobs) std::cin >> job.s >> job.e >> job.p;
    std::sort(jobs.begin(), jobs.end(), [](const Job& a, const Job& b) { return a.s > b.s; });
    std::map<long long, long long> best;
    best[2000000000LL] = 0;
    for (auto& job : jobs) {
        long long with = job.p + best.lower_bound(job.e)->second;
        long long without = best.begin()->second;
        long long here = std::max(with, without);
        auto [place, fresh] = best.insert({job.s, here});
        if (!fresh) place->second = std::max(place->second, here);
    }
    std::cout << best.begin()->second << "\n";
}
