package main

import "fmt"

func main() {
	var lengths map[string]int
	fmt.Println("Dark 0")
	lengths["red"]++
}
