#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n;
    cin >> n;
    vector<int> a(n);
    for (int& x : a) cin >> x;
    sort(a.begin(), a.end());
    long long high = a[n - 1] * a[n - 2] * a[n - 3];
    long long low = a[0] * a[1] * a[n - 1];
    cout << max(high, low) << endl;
}
