// @EXPECTED_RESULTS@: COMPILER-ERROR
package main

import "fmt"

func main() {
	var beads int = "No"
	fmt.Println(beads)
}
