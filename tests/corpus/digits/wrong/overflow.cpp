#include <iostream>
#include <string>
using namespace std;

int main() {
    int n;
    string s;
    cin >> n >> s;
    int cnt[9] = {0};
    int sum = 0, ans = 0;
    for (char c : s) {
        if (c == '0') ans++;
        else cnt[sum]++;
        sum = (sum + c - '0') % 9;
        ans += cnt[sum];
    }
    cout << ans << endl;
}
