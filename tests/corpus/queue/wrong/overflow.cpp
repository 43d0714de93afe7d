#include <iostream>
#include <queue>
#include <vector>
using namespace std;

int main() {
    int n, m;
    cin >> n >> m;
    priority_queue<int, vector<int>, greater<int>> idle;
    priority_queue<pair<int, int>, vector<pair<int, int>>, greater<pair<int, int>>> busy;
    for (int i = 1; i <= m; i++) idle.push(i);
    for (int i = 0; i < n; i++) {
        int t, s;
        cin >> t >> s;
        if (idle.empty() && busy.top().first > t) t = busy.top().first;
        while (!busy.empty() && busy.top().first <= t) {
            idle.push(busy.top().second);
            busy.pop();
        }
        int c = idle.top();
        idle.pop();
        cout << c << ' ' << t << "\n";
        busy.push({t + s, c});
    }
}
