#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;

int main() {
    int n, d;
    cin >> n >> d;
    vector<int> tails;
    for (int i = 0; i < n; i++) {
        int h;
        cin >> h;
        int k = upper_bound(tails.begin(), tails.end(), h - d) - tails.begin();
        if (k == (int)tails.size()) tails.push_back(h);
        else tails[k] = min(tails[k], h);
    }
    cout << tails.size() << endl;
}
