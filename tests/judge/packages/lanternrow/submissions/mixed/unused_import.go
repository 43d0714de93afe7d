// @EXPECTED_RESULTS@: COMPILER-ERROR
package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Println("Dark 0")
}
