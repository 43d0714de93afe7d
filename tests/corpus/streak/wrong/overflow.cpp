#include <bits/stdc++.h>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> a(n);
    for (auto& x : a) cin >> x;
    int best = a[0], cur = a[0], l = 0, bl = 0, br = 0;
    for (int i = 1; i < n; i++) {
        if (cur <= 0) {
            cur = a[i];
            l = i;
        } else {
            cur += a[i];
        }
        if (cur > best || (cur == best && i - l < br - bl)) {
            best = cur;
            bl = l;
            br = i;
        }
    }
    cout << best << " " << bl + 1 << " " << br + 1 << endl;
}
