package main

// Reads arguments as the types of parameters; see pipeline_call.go.

import (
	"fmt"
	"math/big"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf16"
)

// An argument is not what the parameter takes.
type pipelineMismatch string

// The text is known to be an array in good order: whoever started this has looked.
type pipelineReader struct {
	text string
	at   int
}

func (r *pipelineReader) peek() byte {
	for r.at < len(r.text) && strings.IndexByte(" \t\r\n", r.text[r.at]) >= 0 {
		r.at++
	}
	if r.at == len(r.text) {
		return 0
	}
	return r.text[r.at]
}

func (r *pipelineReader) skip(mark byte) bool {
	found := r.peek() == mark
	if found {
		r.at++
	}
	return found
}

func (r *pipelineReader) word(wanted string) bool {
	r.peek()
	found := strings.HasPrefix(r.text[r.at:], wanted)
	if found {
		r.at += len(wanted)
	}
	return found
}

func (r *pipelineReader) number(needed string) string {
	r.peek()
	from := r.at
	for r.at < len(r.text) && strings.IndexByte("+-.0123456789eE", r.text[r.at]) >= 0 {
		r.at++
	}
	if from == r.at {
		panic(pipelineMismatch(needed))
	}
	return r.text[from:r.at]
}

func (r *pipelineReader) string() string {
	if !r.skip('"') {
		panic(pipelineMismatch("a string"))
	}
	var result strings.Builder
	for r.text[r.at] != '"' {
		if r.text[r.at] == '\\' {
			result.WriteRune(r.escaped())
		} else {
			result.WriteByte(r.text[r.at])
			r.at++
		}
	}
	r.at++
	return result.String()
}

func (r *pipelineReader) escaped() rune {
	letter := r.text[r.at+1]
	r.at += 2
	if letter == 'u' {
		high := r.unit()
		if utf16.IsSurrogate(high) && strings.HasPrefix(r.text[r.at:], "\\u") {
			r.at += 2
			return utf16.DecodeRune(high, r.unit())
		}
		return high
	}
	if name := strings.IndexByte("bfnrt", letter); name >= 0 {
		return rune("\b\f\n\r\t"[name])
	}
	return rune(letter)
}

func (r *pipelineReader) unit() rune {
	code, _ := strconv.ParseUint(r.text[r.at:r.at+4], 16, 32)
	r.at += 4
	return rune(code)
}

func (r *pipelineReader) integer(size int, signed bool) (int64, uint64) {
	digits := r.number("an integer")
	var below int64
	var above uint64
	var err error
	kind := fmt.Sprintf("an integer of %d bits", size)
	if signed {
		below, err = strconv.ParseInt(digits, 10, size)
	} else {
		above, err = strconv.ParseUint(digits, 10, size)
		kind += " without a sign"
	}
	if err != nil {
		panic(pipelineMismatch(fmt.Sprintf("%s and not %.40s", kind, digits)))
	}
	return below, above
}

func (r *pipelineReader) into(target reflect.Value) {
	kind := target.Type()
	if kind == reflect.TypeOf(big.Int{}) {
		target.Addr().Interface().(*big.Int).SetString(r.number("an integer"), 10)
		return
	}
	switch kind.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		value, _ := r.integer(kind.Bits(), true)
		target.SetInt(value)
	case reflect.Uint, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		_, value := r.integer(kind.Bits(), false)
		target.SetUint(value)
	case reflect.Uint8:
		target.SetUint(r.byte())
	case reflect.Float32, reflect.Float64:
		value, _ := strconv.ParseFloat(r.number("a number"), kind.Bits())
		target.SetFloat(value)
	case reflect.Bool:
		target.SetBool(r.truth())
	case reflect.String:
		target.SetString(r.string())
	case reflect.Slice:
		r.items(target)
	case reflect.Array:
		r.array(target)
	case reflect.Map:
		r.members(target)
	case reflect.Ptr:
		if !r.word("null") {
			target.Set(reflect.New(kind.Elem()))
			r.into(target.Elem())
		}
	case reflect.Interface:
		if value := r.anything(); value != nil {
			target.Set(reflect.ValueOf(value))
		}
	}
}

// Bytes are letters, in strings of one, unless a number was given for one.
var pipelineBytesAreNumbers = false

func (r *pipelineReader) byte() uint64 {
	if r.peek() != '"' {
		pipelineBytesAreNumbers = true
		_, value := r.integer(8, false)
		return value
	}
	text := r.string()
	if len(text) != 1 {
		panic(pipelineMismatch("a string of one ASCII character"))
	}
	return uint64(text[0])
}

func (r *pipelineReader) truth() bool {
	if r.word("true") {
		return true
	}
	if !r.word("false") {
		panic(pipelineMismatch("a boolean"))
	}
	return false
}

func (r *pipelineReader) items(target reflect.Value) {
	if r.word("null") {
		return
	}
	if !r.skip('[') {
		panic(pipelineMismatch("an array"))
	}
	items := reflect.MakeSlice(target.Type(), 0, 0)
	for !r.skip(']') {
		if items.Len() > 0 {
			r.skip(',')
		}
		items = reflect.Append(items, reflect.Zero(target.Type().Elem()))
		r.into(items.Index(items.Len() - 1))
	}
	target.Set(items)
}

func (r *pipelineReader) array(target reflect.Value) {
	needed := pipelineMismatch(fmt.Sprintf("an array of %d items", target.Len()))
	if !r.skip('[') {
		panic(needed)
	}
	for at := 0; at < target.Len(); at++ {
		if at > 0 && !r.skip(',') || r.peek() == ']' {
			panic(needed)
		}
		r.into(target.Index(at))
	}
	if !r.skip(']') {
		panic(needed)
	}
}

func (r *pipelineReader) members(target reflect.Value) {
	if !r.skip('{') {
		panic(pipelineMismatch("an object"))
	}
	kind := target.Type()
	target.Set(reflect.MakeMap(kind))
	for !r.skip('}') {
		r.skip(',')
		name := r.string()
		key, value := reflect.New(kind.Key()).Elem(), reflect.New(kind.Elem()).Elem()
		if kind.Key().Kind() == reflect.String {
			key.SetString(name)
		} else {
			(&pipelineReader{text: name}).into(key)
		}
		r.skip(':')
		r.into(value)
		target.SetMapIndex(key, value)
	}
}

func (r *pipelineReader) anything() any {
	switch r.peek() {
	case '[':
		var items []any
		r.into(reflect.ValueOf(&items).Elem())
		return items
	case '{':
		var members map[string]any
		r.into(reflect.ValueOf(&members).Elem())
		return members
	case '"':
		return r.string()
	case 't', 'f':
		return r.truth()
	case 'n':
		r.word("null")
		return nil
	}
	digits := r.number("a value")
	if value, err := strconv.Atoi(digits); err == nil {
		return value
	}
	value, _ := strconv.ParseFloat(digits, 64)
	return value
}

// Whether values of a type are made of JSON values; pointers lead to nodes as often as to values, so few are.
func pipelineKnows(kind reflect.Type) bool {
	switch kind.Kind() {
	case reflect.Slice, reflect.Array:
		return pipelineKnows(kind.Elem())
	case reflect.Map:
		key := kind.Key().Kind()
		isName := key == reflect.String || key >= reflect.Int && key <= reflect.Uint64
		return isName && pipelineKnows(kind.Elem())
	case reflect.Ptr:
		return pipelineKnows(kind.Elem())
	case reflect.Struct:
		return kind == reflect.TypeOf(big.Int{})
	case reflect.Interface:
		return kind.NumMethod() == 0
	case reflect.Chan, reflect.Func, reflect.Complex64, reflect.Complex128, reflect.UnsafePointer, reflect.Uintptr:
		return false
	}
	return true
}
