package main

import "fmt"

func main() {
	var highest int
	fmt.Scan(&highest)
	fmt.Println("Is it", highest/2, "?")
	var reply string
	fmt.Scan(&reply)
	fmt.Println("! 1")
}
