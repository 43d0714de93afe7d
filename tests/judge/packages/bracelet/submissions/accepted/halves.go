package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	var n, k int
	fmt.Scan(&n, &k)
	if n > 1 && k > n/2 {
		fmt.Fprintln(out, "No")
		return
	}
	fmt.Fprintln(out, "Yes")
	for at := 0; at < n; at++ {
		if at%2 == 0 {
			fmt.Fprint(out, n/2+1+at/2, " ")
		} else {
			fmt.Fprint(out, 1+at/2, "\t")
		}
	}
}
