package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	in := bufio.NewReader(os.Stdin)
	var n int
	fmt.Fscan(in, &n)
	var total, moment float64
	for i := 0; i < n; i++ {
		var place, mass float64
		fmt.Fscan(in, &place, &mass)
		total += mass
		moment += place * mass
	}
	fmt.Printf("%03d\n%.10g\n%.10g\n", n, total, moment/total)
}
