#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;

struct Job {
    int s, e, p;
};

int main() {
    int n;
    cin >> n;
    vector<Job> jobs(n);
    for (auto& j : jobs) cin >> j.s >> j.e >> j.p;
    sort(jobs.begin(), jobs.end(), [](const Job& a, const Job& b) { return a.e < b.e; });
    vector<int> dp(n + 1, 0), ends;
    for (auto& j : jobs) ends.push_back(j.e);
    for (int i = 0; i < n; i++) {
        int k = upper_bound(ends.begin(), ends.begin() + i, jobs[i].s) - ends.begin();
        dp[i + 1] = max(dp[i], dp[k] + jobs[i].p);
    }
    cout << dp[n] << endl;
}
