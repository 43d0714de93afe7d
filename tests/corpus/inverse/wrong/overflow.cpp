#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;

vector<int> a;

long long solve(int l, int r) {
    if (r - l < 2) return 0;
    int m = (l + r) / 2;
    long long res = solve(l, m) + solve(m, r);
    int j = m;
    for (int i = l; i < m; i++) {
        while (j < r && a[i] > 2 * a[j]) j++;
        res += j - m;
    }
    inplace_merge(a.begin() + l, a.begin() + m, a.begin() + r);
    return res;
}

int main() {
    int n;
    cin >> n;
    a.resize(n);
    for (int& x : a) cin >> x;
    cout << solve(0, n) << endl;
}
