package chat

import "liaison/simulator"

// sampleRussian is the sample office in Russian.
func sampleRussian() Cast {
	return Cast{
		Lang: "ru", Name: "Русский",
		Title:   "Депутатская приёмная в чате",
		Consent: "agree", Rating: "rate", Treatment: "mark", Reopen: "reopen", Card: "answer", Unsorted: "ask", Away: "/away ",
		Zone: "Europe/Moscow",
		Columns: []Column{
			{
				Key: ResidentColumn, Role: "Житель",
				Commands: []Command{{"/cases", "Мои обращения"}, {"/language", "Язык"}, {"/export", "Что обо мне хранится"}, {"/forget", "Удалить это"}, {"/help", "Как это работает"}},
				People: []Person{
					{
						User: simulator.User{ID: 700021, FirstName: "Нина", LastName: "Сергеева", LanguageCode: "ru"},
						Role: "Жительница",
						Prepared: []Prepared{
							{Text: "На Мельничной улице прямо у ворот школы глубокая яма. На этой неделе двое детей упали с велосипедов."},
							{Text: "Вот эта яма. Когда в ней вода, водители её не видят.", Photo: "pothole"},
							{Text: "В доме 12 по Садовой улице третий день холодные батареи. В пятой квартире грудной ребёнок."},
							{Text: "Здравствуйте, тут кто-нибудь есть? Я была уже в трёх местах, и везде отправляют дальше."},
						},
					},
					{
						User: simulator.User{ID: 700022, FirstName: "Павел", LastName: "Орлов", LanguageCode: "ru"},
						Role: "Житель",
						Prepared: []Prepared{
							{Text: "В детскую поликлинику очередь с шести утра, а к восьми талонов уже нет."},
							{Text: "Фонарь на углу Вокзальной улицы не горит с октября.", Photo: "lamp"},
							{Text: "Из нашего двора две недели не вывозят мусор.", Photo: "rubbish"},
							{Text: "Мусор у нас во дворе и как это выглядит вечером у фонаря.", Photo: "rubbish", Album: []string{"lamp"}},
							{Text: "🎤 Голосовое сообщение, 0:12", Kind: "voice"},
						},
					},
				},
			},
			{
				Key: DeputyColumn, Role: "Депутат",
				Commands: []Command{{"/next", "По одному"}, {"/pending", "Что ждёт меня"}, {"/mine", "Что у меня в работе"}, {"/away", "Меня не будет"}, {"/digest", "Утренняя сводка"}, {"/sent", "Дошло ли?"}, {"/ready", "Готовые ответы"}, {"/find", "Найти обращение"}, {"/console", "В браузере"}},
				People: []Person{
					{
						User: simulator.User{ID: 900021, FirstName: "Анна", LastName: "Лебедева", LanguageCode: "ru"},
						Role: "Депутат: дороги, жильё",
						Prepared: []Prepared{
							{Text: "Я говорила с дорожной службой: в среду утром яму заделают, а знак поставят уже сегодня.", Reply: true},
							{Text: "Спасибо, что написали. Завтра буду на месте и отвечу вам до пятницы.", Reply: true},
							{Text: "/away {today} {week} timur-aliev", Label: "Меня не будет неделю. Замещает Тимур Алиев."},
							{Text: "/back", Label: "Я снова на месте."},
							{Text: "/pending"},
						},
					},
					{
						User: simulator.User{ID: 900022, FirstName: "Тимур", LastName: "Алиев", LanguageCode: "ru"},
						Role: "Депутат: здоровье, школы, тепло и вода",
						Prepared: []Prepared{
							{Text: "С понедельника в поликлинике откроют второе окно, а записаться по телефону можно с семи утра.", Reply: true},
							{Text: "Аварию нашли. Сегодня к вечеру у вас снова будет тепло.", Reply: true},
							{Text: "/pending"},
						},
					},
				},
			},
			{
				Key: StaffColumn, Role: "Приёмная",
				Commands: []Command{{"/sort", "Разобрать по одному"}, {"/unsorted", "Ещё не разобрано"}, {"/late", "Просроченное"}, {"/queues", "Все очереди"}, {"/find", "Найти обращение"}, {"/console", "В браузере"}, {"/window", "Пришёл посетитель"}, {"/links", "Коды для печати"}, {"/digest", "Утренняя сводка"}},
				People: []Person{
					{
						User:     simulator.User{ID: 910021, FirstName: "Приёмная", LanguageCode: "ru"},
						Role:     "Сотрудники приёмной",
						Prepared: []Prepared{{Text: "/sort"}, {Text: "/queues"}},
					},
					{
						User: simulator.User{ID: -1001000000021, FirstName: "Комната сотрудников"}, By: 910021,
						Role:     "Группа с темами",
						Prepared: []Prepared{{Text: "/room", Label: "Сделать эту группу комнатой сотрудников."}, {Text: "/room off", Label: "Это больше не комната сотрудников."}},
					},
				},
			},
		},
	}
}
