package main

import "fmt"

func main() {
	var n int
	fmt.Scan(&n)
	total := 0.0
	for i := 0; i < n; i++ {
		var place, mass float64
		fmt.Scan(&place, &mass)
		total += mass
	}
	fmt.Println(n, total)
}
