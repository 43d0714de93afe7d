#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<long long> a(n);
    for (auto& x : a) cin >> x;
    int answer = 0;
    for (int width = 1; width < n; width *= 2) {
        for (int l = 0; l + width < n; l += 2 * width) {
            int m = l + width, r = min(n, l + 2 * width);
            int j = m;
            for (int i = l; i < m; i++) {
                while (j < r && a[i] > 2 * a[j]) j++;
                answer += j - m;
            }
            inplace_merge(a.begin() + l, a.begin() + m, a.begin() + r);
        }
    }
    cout << answer << endl;
}
