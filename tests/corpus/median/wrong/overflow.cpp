#include <iostream>
#include <queue>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    priority_queue<int> lo;
    priority_queue<int, vector<int>, greater<int>> hi;
    for (int i = 0; i < n; i++) {
        int x;
        cin >> x;
        if (lo.empty() || x <= lo.top()) lo.push(x);
        else hi.push(x);
        if (lo.size() > hi.size() + 1) {
            hi.push(lo.top());
            lo.pop();
        }
        if (hi.size() > lo.size()) {
            lo.push(hi.top());
            hi.pop();
        }
        if (i % 2 == 0) cout << lo.top() << ' ';
        else cout << ((lo.top() + hi.top()) >> 1) << ' ';
    }
    cout << endl;
}
