package main

import (
	"fmt"
	"sort"
)

// Always into the lighter van, the heaviest parcel first.
func main() {
	var n, d int
	fmt.Scan(&n, &d)
	weights := make([]int, n)
	order := make([]int, n)
	for i := range weights {
		fmt.Scan(&weights[i])
		order[i] = i
	}
	sort.Slice(order, func(a, b int) bool { return weights[order[a]] > weights[order[b]] })
	loads := [2]int{}
	first := []int{}
	for _, parcel := range order {
		van := 0
		if loads[1] < loads[0] {
			van = 1
		}
		loads[van] += weights[parcel]
		if van == 0 {
			first = append(first, parcel+1)
		}
	}
	gap := loads[0] - loads[1]
	if gap < 0 {
		gap = -gap
	}
	if gap > d {
		fmt.Println("impossible")
		return
	}
	sort.Ints(first)
	fmt.Print(len(first))
	for _, parcel := range first {
		fmt.Print(" ", parcel)
	}
	fmt.Println()
}
