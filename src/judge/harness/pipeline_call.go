package main

// Calls one function of the judged program with the JSON arguments on standard input and writes what it returns, as
// JSON, to descriptor 3: a line `value`, `missing` or `unusable`, then the text. What is expected never comes here.

import (
	"fmt"
	"io"
	"math"
	"math/big"
	"os"
	"reflect"
	"runtime/debug"
	"sort"
	"strconv"
	"strings"
	"unicode/utf16"
)

const (
	pipelineMostLevels = 300
	pipelineMostStack  = 256 << 20
)

func pipelineTell(kind, text string) {
	channel := os.NewFile(3, "channel")
	if _, err := io.WriteString(channel, kind+"\n"+text); err != nil {
		os.Exit(1)
	}
}

// An argument is not what the parameter takes.
type pipelineMismatch string

// A type or a value has no place in JSON.
type pipelineUnusable string

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

// Never returns to a caller with more to do: what it says is all there is.
func pipelineCall(function any, names []string) {
	debug.SetMaxStack(pipelineMostStack)
	method := reflect.ValueOf(function)
	kind := method.Type()
	for at, name := range names {
		if kind.IsVariadic() || !pipelineKnows(kind.In(at)) {
			pipelineTell("unusable", fmt.Sprintf("Parameter %d, %s, is of the type %v, which cannot be made from JSON here.", at+1, name, kind.In(at)))
			return
		}
	}
	values, trouble := pipelineArguments(kind, names)
	if trouble != "" {
		pipelineTell("unusable", trouble)
		return
	}
	results := method.Call(values)
	text, trouble := pipelineText(values, results)
	if trouble != "" {
		pipelineTell("unusable", "The function returned a value that is not JSON: "+trouble+".")
		return
	}
	pipelineTell("value", text)
}

func pipelineArguments(kind reflect.Type, names []string) (values []reflect.Value, trouble string) {
	input, _ := io.ReadAll(os.Stdin)
	reader := &pipelineReader{text: string(input)}
	plural := "s"
	if len(names) == 1 {
		plural = ""
	}
	wrongCount := fmt.Sprintf("The function takes %d argument%s, and the case has ", len(names), plural)
	defer func() {
		reason := recover()
		if mismatch, isMismatch := reason.(pipelineMismatch); isMismatch {
			at := len(values)
			trouble = fmt.Sprintf("Argument %d, %s, does not fit the type %v: %s is needed.", at+1, names[at], kind.In(at), mismatch)
		} else if reason != nil {
			panic(reason)
		}
	}()
	reader.skip('[')
	for at := range names {
		if at > 0 {
			reader.skip(',')
		}
		if reader.peek() == ']' {
			return nil, wrongCount + "fewer."
		}
		value := reflect.New(kind.In(at)).Elem()
		reader.into(value)
		values = append(values, value)
	}
	if reader.peek() != ']' {
		return nil, wrongCount + "more."
	}
	return values, ""
}

// The result; several are an array; without any it is the first argument that the function can have changed. An
// error ends the program like any that nobody handles.
func pipelineText(values, results []reflect.Value) (text, trouble string) {
	if count := len(results); count > 0 {
		last := results[count-1]
		if last.Type() == reflect.TypeOf((*error)(nil)).Elem() {
			if !last.IsNil() {
				fmt.Fprintln(os.Stderr, "Error:", last.Interface())
				os.Exit(1)
			}
			results = results[:count-1]
		}
	}
	defer func() {
		reason := recover()
		if unusable, isUnusable := reason.(pipelineUnusable); isUnusable {
			trouble = string(unusable)
		} else if reason != nil {
			panic(reason)
		}
	}()
	var out strings.Builder
	switch len(results) {
	case 0:
		pipelineWrite(&out, pipelineChanged(values), 0)
	case 1:
		pipelineWrite(&out, results[0], 0)
	default:
		for at, result := range results {
			out.WriteString(map[bool]string{true: "[", false: ", "}[at == 0])
			pipelineWrite(&out, result, 1)
		}
		out.WriteByte(']')
	}
	return out.String(), ""
}

func pipelineChanged(values []reflect.Value) reflect.Value {
	for _, value := range values {
		switch value.Kind() {
		case reflect.Slice, reflect.Map, reflect.Ptr:
			return value
		}
	}
	return reflect.Value{}
}
