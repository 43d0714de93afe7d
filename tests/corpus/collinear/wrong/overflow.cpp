#include <algorithm>
#include <iostream>
#include <vector>
using namespace std;

struct Vec {
    int x, y;
};

int cross(Vec a, Vec b) { return a.x * b.y - a.y * b.x; }

int main() {
    int n;
    cin >> n;
    vector<int> x(n), y(n);
    for (int i = 0; i < n; i++) cin >> x[i] >> y[i];
    int best = 1;
    for (int i = 0; i < n; i++) {
        int same = 0;
        vector<Vec> around;
        for (int j = 0; j < n; j++) {
            Vec v{x[j] - x[i], y[j] - y[i]};
            if (v.x < 0 || (v.x == 0 && v.y < 0)) v = {-v.x, -v.y};
            if (v.x == 0 && v.y == 0) same++;
            else around.push_back(v);
        }
        stable_sort(around.begin(), around.end(), [](Vec a, Vec b) { return cross(a, b) > 0; });
        int run = 0, most = 0;
        for (size_t k = 0; k < around.size(); k++) {
            run = (k > 0 && cross(around[k - 1], around[k]) == 0) ? run + 1 : 1;
            most = max(most, run);
        }
        best = max(best, same + most);
    }
    cout << best << endl;
}
