#include <iostream>
#include <queue>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    priority_queue<long long> lo;
    priority_queue<long long, vector<long long>, greater<long long>> hi;
    for (int i = 0; i < n; i++) {
        long long x;
        cin >> x;
        lo.push(x);
        hi.push(lo.top());
        lo.pop();
        if (hi.size() > lo.size()) {
            lo.push(hi.top());
            hi.pop();
        }
        if (lo.size() > hi.size()) cout << lo.top() << ' ';
        else cout << (lo.top() + hi.top()) / 2 << ' ';
    }
    cout << endl;
}
