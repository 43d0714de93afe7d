#include "fields.h"

int main(int argc, char** argv) {
    if (argc < 4) end(Ending::judges_fault, "check input output answer");
    long long trees = 0;
    if (!(std::ifstream(argv[1]) >> trees)) end(Ending::judges_fault, "no input");

    std::ifstream output(argv[2]);
    const long long count = number(output);
    if (count < 1 || count > 4) end(Ending::wrong, "one to four fields");
    for (int field = 0; field < count; field++) {
        const long long rows = number(output);
        if (rows < 1 || rows > 300) end(Ending::wrong, "a field of an impossible size");
        trees -= rows * rows;
    }
    std::string more;
    if (output >> more) end(Ending::misshapen, "more than was asked for");
    if (trees != 0) end(Ending::wrong, "another number of trees");
    end(Ending::good, "planted");
}
