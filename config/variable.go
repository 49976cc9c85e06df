package config

import (
	"fmt"
	"reflect"
	"strings"
)

// Variable is a row of the table of settings.
type Variable struct {
	Name    string // as in the environment
	Default string
	Meaning string
	Secret  bool // no flag; may also be given by a file named in Name + "_FILE"
}

// Variables lists the settings in the order in which they are documented.
func Variables() []Variable {
	t := reflect.TypeFor[settingFlags]()
	rows := make([]Variable, t.NumField())
	for i := range rows {
		tag := t.Field(i).Tag
		_, secret := tag.Lookup("secret")
		rows[i] = Variable{variableName(tag.Get("name")), tag.Get("default"), tag.Get("help"), secret}
	}
	return rows
}

// variableName is the variable that stands for a flag.
func variableName(flag string) string {
	return prefix + strings.ToUpper(strings.ReplaceAll(flag, "-", "_"))
}

// VariableTable prints the settings as the README shows them, in Markdown.
func VariableTable() string {
	var b strings.Builder
	b.WriteString("| variable | default | meaning |\n|---|---|---|\n")
	for _, v := range Variables() {
		standard, meaning := v.Default, v.Meaning
		if standard != "" && !strings.HasPrefix(standard, "(") {
			standard = "`" + standard + "`"
		}
		if v.Secret {
			meaning += "; or its file in `" + v.Name + fileSuffix + "`"
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s |\n", v.Name, standard, meaning)
	}
	return b.String()
}
