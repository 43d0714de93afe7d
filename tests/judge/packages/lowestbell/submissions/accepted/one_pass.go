package main

import "fmt"

func main() {
	var n int
	fmt.Scan(&n)
	lowest := 1
	for bell := 2; bell <= n; bell++ {
		fmt.Println("ask", bell, lowest)
		fmt.Scan(&lowest)
	}
	fmt.Println("lowest", lowest)
}
