package chat

// Sample is the cast of the sample office in that language, English for a
// language it does not know. Each language has Telegram ids of its own, so that
// all may play in one run: residents 7000x1 and 7000x2, deputies 9000x1 and
// 9000x2, staff 9100x1, where x is 0 for en, 1 for zh and 2 for ru.
func Sample(lang string) Cast {
	switch lang {
	case "zh":
		return sampleChinese()
	case "ru":
		return sampleRussian()
	default:
		return sampleEnglish()
	}
}

// Samples are the casts of the sample office in every language, English first.
func Samples() []Cast {
	return []Cast{Sample("en"), Sample("zh"), Sample("ru")}
}
