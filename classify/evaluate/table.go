package evaluate

import "slices"

// table fills in the classes and the confusion: the labels of the rows, and
// those that were guessed besides, in the order of the alphabet.
func (r *Report) table(all []outcome) {
	var names []string
	for _, o := range all {
		names = append(names, o.label)
		if o.guess != "" {
			names = append(names, o.guess)
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	r.Confusion = make([][]int, len(names))
	for i := range names {
		r.Confusion[i] = make([]int, len(names)+1)
	}
	for _, o := range all {
		column := len(names)
		if o.guess != "" {
			column, _ = slices.BinarySearch(names, o.guess)
		}
		row, _ := slices.BinarySearch(names, o.label)
		r.Confusion[row][column]++
	}
	present, sum := 0, 0.0
	for i, name := range names {
		c := r.class(i, name)
		r.Classes = append(r.Classes, c)
		if c.Support > 0 {
			present++
			sum += c.F1
		}
	}
	if present > 0 {
		r.MacroF1 = sum / float64(present)
	}
}

// class reads one label off the confusion.
func (r *Report) class(i int, name string) Class {
	right, guessed, support := r.Confusion[i][i], 0, 0
	for row := range r.Confusion {
		guessed += r.Confusion[row][i]
	}
	for _, n := range r.Confusion[i] {
		support += n
	}
	return Class{
		Label: name, Support: support,
		Precision: ratio(right, guessed), Recall: ratio(right, support), F1: ratio(2*right, guessed+support),
	}
}
