package main

import (
	"bufio"
	"fmt"
	"os"
)

func main() {
	words := bufio.NewScanner(os.Stdin)
	words.Split(bufio.ScanWords)
	best, longest := "Dark", 0
	last, length := "", 0
	for words.Scan() {
		colour := words.Text()
		if colour != last {
			length = 0
		}
		last = colour
		length++
		if length > longest {
			best, longest = colour, length
		}
	}
	fmt.Println(best, longest)
}
