#include <iostream>
#include <unordered_map>
using namespace std;

int main() {
    int n;
    long long k;
    cin >> n >> k;
    unordered_map<long long, int> seen;
    seen[0] = 1;
    long long sum = 0;
    int count = 0;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        sum += x;
        auto it = seen.find(sum - k);
        if (it != seen.end()) count += it->second;
        seen[sum]++;
    }
    cout << count << endl;
}
