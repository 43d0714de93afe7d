package main

import (
	"bufio"
	"fmt"
	"os"
)

// Right numbers, and a capital letter that the checker minds.
func main() {
	in := bufio.NewReader(os.Stdin)
	var n, q, m int
	fmt.Fscan(in, &n, &q)
	stones := make([]int, n)
	for i := range stones {
		fmt.Fscan(in, &stones[i])
	}
	for ; q > 0; q-- {
		fmt.Fscan(in, &m)
		seen := map[int]int{}
		pairs := 0
		for _, stone := range stones {
			pairs += seen[(m-stone%m)%m]
			seen[stone%m]++
		}
		fmt.Printf("Mod %d: pairs %d\n", m, pairs)
	}
}
