package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	in := bufio.NewReader(os.Stdin)
	var n, m int
	fmt.Fscan(in, &n, &m)
	below := make([][]int32, n+1)
	for ; m > 0; m-- {
		var p, a, b int
		fmt.Fscan(in, &p, &a, &b)
		for i := a; i <= b; i++ {
			below[p] = append(below[p], int32(i))
			p = i
		}
	}
	deepest, sum := 0, 0
	var explore func(chamber int32, depth int) int
	explore = func(chamber int32, depth int) int {
		size := 1
		for _, next := range below[chamber] {
			size += explore(next, depth+1)
		}
		if depth > deepest {
			deepest = depth
		}
		sum += size
		return size
	}
	explore(1, 0)
	fmt.Println(deepest, sum)
}
