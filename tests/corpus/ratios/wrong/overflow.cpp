#include <algorithm>
#include <iostream>
#include <numeric>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> h(n), a(n), id(n);
    for (int i = 0; i < n; i++) cin >> h[i] >> a[i];
    iota(id.begin(), id.end(), 0);
    stable_sort(id.begin(), id.end(), [&](int x, int y) {
        int l = h[x] * a[y], r = h[y] * a[x];
        if (l != r) return l > r;
        return a[x] > a[y];
    });
    for (int i : id) cout << i + 1 << " ";
    cout << endl;
}
