package main

import "fmt"

func main() {
	heard := []string{}
	for {
		var word string
		if _, err := fmt.Scan(&word); err != nil {
			break
		}
		heard = append(heard, word)
		if len(heard) == 2 {
			break
		}
	}
	fmt.Println(heard[len(heard)])
}
