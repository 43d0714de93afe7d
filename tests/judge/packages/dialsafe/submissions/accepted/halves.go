package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
)

func main() {
	in := bufio.NewReader(os.Stdin)
	var highest int
	fmt.Fscan(in, &highest)
	number := sort.Search(highest-1, func(i int) bool {
		fmt.Println("?", i+1)
		var reply string
		fmt.Fscan(in, &reply)
		return reply != "low"
	})
	fmt.Println("!", number+1)
}
