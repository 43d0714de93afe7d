package main

import (
	"fmt"
	"os"
)

func main() {
	var n, k int
	fmt.Scan(&n, &k)
	if n > 1 && k > n/2 {
		fmt.Println("No")
	}
	os.Exit(42)
}
