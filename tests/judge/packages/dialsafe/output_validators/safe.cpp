#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

static std::ofstream message;

[[noreturn]] static void end(int code, const std::string& why) {
    message << why << std::endl;
    std::exit(code);
}

int main(int argc, char** argv) {
    if (argc < 4) return 1;
    int highest, number;
    std::ifstream(argv[1]) >> highest >> number;
    message.open(std::string(argv[3]) + "/judgemessage.txt");

    std::cout << highest << std::endl;
    for (int turns = 0;;) {
        std::string what;
        int dialled;
        if (!(std::cin >> what)) end(43, "nothing more was said");
        if (what != "?" && what != "!") end(43, "neither a question nor an answer");
        if (!(std::cin >> dialled) || dialled < 1 || dialled > highest) end(43, "not on the dial");
        if (what == "!") {
            if (dialled != number) end(43, "not the number");
            break;
        }
        if (++turns > 14) end(43, "too many turns");
        std::cout << (dialled < number ? "low" : dialled > number ? "high" : "hit") << std::endl;
    }
    // The program may be gone by now, and SIGPIPE is not ignored here.
    std::cout << "open" << std::endl;
    std::string more;
    if (std::cin >> more) end(43, "talk after the end");
    end(42, "opened");
}
