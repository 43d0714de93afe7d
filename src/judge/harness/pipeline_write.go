package main

// Writes results; see pipeline_call.go.

import (
	"fmt"
	"math"
	"math/big"
	"reflect"
	"sort"
	"strconv"
	"strings"
)

const pipelineMostLevels = 300

// A type or a value has no place in JSON.
type pipelineUnusable string

func pipelineWrite(out *strings.Builder, value reflect.Value, level int) {
	if level > pipelineMostLevels {
		panic(pipelineUnusable(fmt.Sprintf("it is nested deeper than %d levels", pipelineMostLevels)))
	}
	if !value.IsValid() {
		out.WriteString("null")
		return
	}
	switch value.Kind() {
	case reflect.Bool:
		out.WriteString(strconv.FormatBool(value.Bool()))
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		out.WriteString(strconv.FormatInt(value.Int(), 10))
	case reflect.Uint8:
		if pipelineBytesAreNumbers {
			out.WriteString(strconv.FormatUint(value.Uint(), 10))
		} else {
			pipelineWriteString(out, string(rune(value.Uint())))
		}
	case reflect.Uint, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		out.WriteString(strconv.FormatUint(value.Uint(), 10))
	case reflect.Float32, reflect.Float64:
		pipelineWriteFloat(out, value.Float(), value.Type().Bits())
	case reflect.String:
		pipelineWriteString(out, value.String())
	case reflect.Slice, reflect.Array:
		out.WriteByte('[')
		for at := 0; at < value.Len(); at++ {
			if at > 0 {
				out.WriteString(", ")
			}
			pipelineWrite(out, value.Index(at), level+1)
		}
		out.WriteByte(']')
	case reflect.Map:
		pipelineWriteMap(out, value, level)
	case reflect.Ptr, reflect.Interface:
		if number, isNumber := value.Interface().(*big.Int); isNumber && number != nil {
			out.WriteString(number.String())
		} else {
			pipelineWrite(out, value.Elem(), level+1)
		}
	default:
		panic(pipelineUnusable("it is a " + value.Type().String()))
	}
}

func pipelineWriteFloat(out *strings.Builder, value float64, bits int) {
	switch {
	case math.IsInf(value, 1):
		out.WriteString("Infinity")
	case math.IsInf(value, -1):
		out.WriteString("-Infinity")
	default:
		out.WriteString(strconv.FormatFloat(value, 'g', -1, bits))
	}
}

func pipelineWriteString(out *strings.Builder, text string) {
	out.WriteByte('"')
	for _, letter := range text {
		switch {
		case letter == '"' || letter == '\\':
			out.WriteByte('\\')
			out.WriteRune(letter)
		case letter < 0x20:
			fmt.Fprintf(out, "\\u%04x", letter)
		default:
			out.WriteRune(letter)
		}
	}
	out.WriteByte('"')
}

func pipelineWriteMap(out *strings.Builder, members reflect.Value, level int) {
	keys := members.MapKeys()
	sort.Slice(keys, func(a, b int) bool { return fmt.Sprint(keys[a]) < fmt.Sprint(keys[b]) })
	out.WriteByte('{')
	for at, key := range keys {
		if at > 0 {
			out.WriteString(", ")
		}
		pipelineWriteString(out, fmt.Sprint(key))
		out.WriteString(": ")
		pipelineWrite(out, members.MapIndex(key), level+1)
	}
	out.WriteByte('}')
}
