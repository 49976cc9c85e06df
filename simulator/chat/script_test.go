package chat_test

import "unicode/utf16"

func utf16Of(s string) []uint16 { return utf16.Encode([]rune(s)) }

// scripts are the sample bot's words by language.
func scripts() map[string]script {
	return map[string]script{
		"en": {
			Consent: "Thank you for writing. Before a deputy reads it: your words and the case are kept by the station for two years, and your name is shown to nobody unless you say so.",
			Agree:   "Agree and send", Received: "Received as 7K3M-9QXT: roads and transport. Li Na answers by Thursday 26 November.",
			Card:   "📨 7K3M-9QXT · Roads and transport\n%s\nResident 7F3K, today 09:12. Answer due Thursday 26 November.",
			Answer: "Answer", Pass: "Pass on", Answered: "7K3M-9QXT is answered. Resident 7F3K is asked whether it helped.",
			Helped: "Li Na answers 7K3M-9QXT\n%s\nDoes this solve it?", Yes: "Yes", Partly: "Partly", No: "No",
			Thanks: "Thank you. 7K3M-9QXT is closed as solved. Write here if it comes back.", Toast: "Noted", Unsure: "One message could not be sorted. /unsorted shows it.",
			deputy: 900001, staff: 910001,
		},
		"zh": {
			Consent: "谢谢您的来信。在代表看到之前请您知道：您写的内容由联络站保存两年，没有您的同意，不会向任何人显示您的姓名。",
			Agree:   "同意并发送", Received: "已收到，编号7K3M-9QXT：交通运输。李娜代表将在11月26日（星期四）之前答复您。",
			Card:   "📨 7K3M-9QXT · 交通运输\n%s\n居民7F3K，今天09:12。请在11月26日（星期四）之前答复。",
			Answer: "答复", Pass: "转交", Answered: "7K3M-9QXT已答复，正在询问居民7F3K问题是否解决。",
			Helped: "李娜代表答复了7K3M-9QXT\n%s\n问题解决了吗？", Yes: "解决了", Partly: "部分解决", No: "没有",
			Thanks: "谢谢您。7K3M-9QXT已办结。如果问题又出现，请在这里写给我们。", Toast: "记下了", Unsure: "有一条消息没能分类，用 /unsorted 查看。",
			deputy: 900011, staff: 910011,
		},
		"ru": {
			Consent: "Спасибо, что написали. Прежде чем это прочтёт депутат: ваши слова хранятся в приёмной два года, а ваше имя без вашего согласия не увидит никто.",
			Agree:   "Согласиться и отправить", Received: "Принято под номером 7K3M-9QXT: дороги и транспорт. Анна Лебедева ответит до четверга, 26 ноября.",
			Card:   "📨 7K3M-9QXT · Дороги и транспорт\n%s\nЖитель 7F3K, сегодня 09:12. Ответить до четверга, 26 ноября.",
			Answer: "Ответить", Pass: "Передать", Answered: "На 7K3M-9QXT дан ответ. Жителя 7F3K спрашивают, помог ли он.",
			Helped: "Анна Лебедева отвечает на 7K3M-9QXT\n%s\nВопрос решён?", Yes: "Да", Partly: "Отчасти", No: "Нет",
			Thanks: "Спасибо. 7K3M-9QXT закрыто как решённое. Напишите сюда, если повторится.", Toast: "Отмечено", Unsure: "Одно сообщение не удалось разобрать, оно в /unsorted.",
			deputy: 900021, staff: 910021,
		},
	}
}
