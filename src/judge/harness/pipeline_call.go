package main

// Calls one function of the judged program with the JSON arguments on standard input and writes what it returns, as
// JSON, to descriptor 3: a line `value`, `missing` or `unusable`, then the text. What is expected never comes here.

import (
	"fmt"
	"io"
	"os"
	"reflect"
	"runtime/debug"
	"strings"
)

const pipelineMostStack = 256 << 20

func pipelineTell(kind, text string) {
	channel := os.NewFile(3, "channel")
	if _, err := io.WriteString(channel, kind+"\n"+text); err != nil {
		os.Exit(1)
	}
}

// Never returns to a caller with more to do: what it says is all there is.
func pipelineCall(function any, names []string) {
	debug.SetMaxStack(pipelineMostStack)
	method := reflect.ValueOf(function)
	kind := method.Type()
	for at, name := range names {
		if !pipelineKnows(kind.In(at)) {
			pipelineTell("unusable", fmt.Sprintf("Parameter %d%s is of the type %v, which cannot be made from JSON here.", at+1, pipelineNamed(name), kind.In(at)))
			return
		}
	}
	values, trouble := pipelineArguments(kind, names)
	if trouble != "" {
		pipelineTell("unusable", trouble)
		return
	}
	var results []reflect.Value
	if kind.IsVariadic() {
		results = method.CallSlice(values)
	} else {
		results = method.Call(values)
	}
	text, trouble := pipelineText(values, results)
	if trouble != "" {
		pipelineTell("unusable", "The function returned a value that is not JSON: "+trouble+".")
		return
	}
	pipelineTell("value", text)
}

func pipelineNamed(name string) string {
	if name == "" {
		return ""
	}
	return ", " + name + ","
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
			trouble = fmt.Sprintf("Argument %d%s does not fit the type %v: %s is needed.", at+1, pipelineNamed(names[at]), kind.In(at), mismatch)
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
