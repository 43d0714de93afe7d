#include <deque>
#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n, k;
    long long d;
    cin >> n >> k >> d;
    vector<int> a(n);
    for (int i = 0; i < n; i++) cin >> a[i];
    deque<int> mx, mn;
    int ans = 0;
    for (int i = 0; i < n; i++) {
        while (!mx.empty() && a[mx.back()] <= a[i]) mx.pop_back();
        mx.push_back(i);
        while (!mn.empty() && a[mn.back()] >= a[i]) mn.pop_back();
        mn.push_back(i);
        if (mx.front() <= i - k) mx.pop_front();
        if (mn.front() <= i - k) mn.pop_front();
        if (i + 1 >= k && a[mx.front()] - a[mn.front()] <= d) ans++;
    }
    cout << ans << endl;
}
