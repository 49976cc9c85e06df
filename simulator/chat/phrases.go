package chat

// phrases are the page's own words in one language. Those with %s take the
// name of the person meant.
type phrases struct {
	Reply, Edit, Cancel, Send, Photo, Menu, Close string
	Message                                       string // the empty message box
	Edited, Replying, Editing, You, Bot           string
	Sent, Read                                    string // what the ticks say aloud
	Prepared, Chats, Languages, Unread, Reactions string // names for those who listen to the page
	PhotoAlt                                      string
	Remove                                        string // of a picture not yet sent
	More                                          string // opens a long quotation
	ToEnd                                         string // back down to the newest message
	Empty                                         map[string]string
	EmptyRoom                                     string
	Steps                                         steps
	Problems                                      map[string]string
	Lost                                          string // the live connection is gone
	NoAnswer                                      string // a pressed button was not answered
	Clock                                         string // fmt verbs: day, time
	Later, Hour, DayLater, Week                   string // move the clock
	Months, Weekdays                              []string
	Kinds                                         map[string]string // what a message carries beside words
	Day                                           string            // fmt verbs: weekday, day, month
}

// steps say what to try next, in the order of the story.
type steps struct {
	Write, Agree, Wait, Sort, Answer, Answered, Asked, Rate, Away, Done string
}

// empty is what stands in a chat in which nothing was said yet.
func (ph phrases) empty(col Column, p Person) string {
	if p.group() {
		return ph.EmptyRoom
	}
	return ph.Empty[col.Key]
}

// problem codes, which the page's address may carry.
const (
	problemEmpty   = "empty"
	problemBig     = "big"
	problemPicture = "picture"
	problemText    = "text"
	problemGone    = "gone"
	problemRefused = "refused"
)

// phrasesFor returns the page's words, in English for a language it lacks.
func phrasesFor(lang string) phrases {
	switch lang {
	case "zh":
		return chinesePhrases()
	case "ru":
		return russianPhrases()
	default:
		return englishPhrases()
	}
}

func englishPhrases() phrases {
	return phrases{
		Reply: "Reply", Edit: "Edit", Cancel: "Cancel", Send: "Send", Photo: "Photo", Menu: "Commands", Close: "OK",
		Message: "Message", Edited: "edited", Replying: "Reply to", Editing: "Change the message", You: "You", Bot: "Liaison",
		Sent: "sent", Read: "read", Prepared: "Prepared messages", Chats: "Chats", Languages: "Language", Unread: "new messages", Reactions: "Reactions",
		PhotoAlt: "Picture", Remove: "Remove", More: "Show all", ToEnd: "New messages below",
		Empty: map[string]string{
			ResidentColumn: "What you write here reaches a deputy. Begin with one of the messages below, or in your own words.",
			DeputyColumn:   "When a resident writes about something this deputy looks after, it appears here.",
			StaffColumn:    "What the desk could not sort, and what is late, appears here.",
		},
		EmptyRoom: "A group in which the staff sit. Tap the message below: one by one it gets a thread for each topic, with the counts pinned on top.",
		Steps: steps{
			Write:    "Begin as %s: tap one of the messages under the first chat.",
			Agree:    "The desk has answered %s. Read it and tap the button to go on.",
			Wait:     "The desk is passing it on: watch the other chats. What nobody could sort, the staff find under /unsorted.",
			Sort:     "Now the staff decide: see the card in the third chat, and pick a topic or a deputy.",
			Answer:   "Now it is with %s, in the second chat: read the card and tap a prepared answer, or reply to the card in your own words.",
			Answered: "The words are on their way to %s.",
			Asked:    "%s has a question in the first chat. Write back there in your own words.",
			Rate:     "%s has the answer in the first chat and is asked what they think of it. Tap a button.",
			Away:     "%s is away now. Write again as a resident, about the same topic: the card goes to the colleague who stands in.",
			Done:     "That is the whole way of a case. Try another: a picture, the message that begins with “Hello?”, or the second resident.",
		},
		Problems: map[string]string{
			problemEmpty:   "The message is empty. Write something, or add a picture.",
			problemBig:     "This picture is larger than 5 MB. Send a smaller one.",
			problemPicture: "This file is not a picture that can be shown. Send a PNG or a JPEG.",
			problemText:    "The message is too long. Send it in two parts.",
			problemGone:    "This button or message is no longer there. The chat shows what is true now.",
			problemRefused: "That did not go through. Try again.",
		},
		Lost: "The connection is gone. The page tries again by itself.", NoAnswer: "No answer yet. Tap again in a moment.",
		Clock: "%s, %s", Later: "Let time pass", Hour: "+1 hour", DayLater: "+1 day", Week: "+1 week",
		Kinds: map[string]string{
			"voice": "🎤 Voice message", "video": "🎬 Video", "video_note": "🎬 Video message", "audio": "🎵 Audio", "document": "📎 File",
			"sticker": "Sticker", "animation": "Animation", "location": "📍 Location", "venue": "📍 Place", "contact": "👤 Contact",
		},
		Months:   []string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		Weekdays: []string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
		Day:      "%[1]s %[2]d %[3]s",
	}
}

func chinesePhrases() phrases {
	return phrases{
		Reply: "回复", Edit: "修改", Cancel: "取消", Send: "发送", Photo: "图片", Menu: "命令", Close: "知道了",
		Message: "写消息", Edited: "已修改", Replying: "回复", Editing: "修改这条消息", You: "您", Bot: "联络站",
		Sent: "已发送", Read: "已读", Prepared: "准备好的消息", Chats: "聊天", Languages: "语言", Unread: "条新消息", Reactions: "回应",
		PhotoAlt: "图片", Remove: "去掉", More: "展开", ToEnd: "下面有新消息",
		Empty: map[string]string{
			ResidentColumn: "您在这里写的话会送到代表手中。点下面的一条消息，或者用您自己的话写。",
			DeputyColumn:   "居民反映的问题属于这位代表负责时，会出现在这里。",
			StaffColumn:    "无法自动归类的和已经超期的事项，会出现在这里。",
		},
		EmptyRoom: "工作人员所在的群。点下面的消息，群里会依次为每个类别建立话题，并置顶各自的统计。",
		Steps: steps{
			Write:    "先试试当居民%s：点第一个聊天下面的一条消息。",
			Agree:    "联络站回复了%s。请看一看，再点按钮继续。",
			Wait:     "联络站正在转交，请看另外两个聊天。无法归类的，工作人员发送 /unsorted 就能看到。",
			Sort:     "现在要由工作人员决定：请看第三个聊天里的卡片，选一个类别或一位代表。",
			Answer:   "现在轮到代表%s了。在第二个聊天里看一看卡片，点一条准备好的答复，或者用自己的话回复卡片。",
			Answered: "这句话正在送给%s。",
			Asked:    "代表向%s提了一个问题。请在第一个聊天里用自己的话回复。",
			Rate:     "%s在第一个聊天里收到了答复，联络站想听听评价。请点一个按钮。",
			Away:     "%s现在外出。请再当一次居民，写同一类的事：卡片会送到代理的代表那里。",
			Done:     "一件事的全过程就是这样。再试试别的：发一张图片，发那条“您好，有人在吗？”，或者换另一位居民。",
		},
		Problems: map[string]string{
			problemEmpty:   "消息是空的。请写点什么，或者加一张图片。",
			problemBig:     "这张图片超过5 MB，请发一张小一些的。",
			problemPicture: "这个文件不是能显示的图片。请发PNG或JPEG。",
			problemText:    "消息太长了，请分成两条发。",
			problemGone:    "这个按钮或这条消息已经不在了，请看聊天里现在的内容。",
			problemRefused: "没有发出去，请再试一次。",
		},
		Lost: "连接断开了，页面会自己重新连接。", NoAnswer: "还没有回应，请过一会儿再点。",
		Clock: "%s %s", Later: "让时间过去", Hour: "+1小时", DayLater: "+1天", Week: "+1周",
		Kinds: map[string]string{
			"voice": "🎤 语音消息", "video": "🎬 视频", "video_note": "🎬 视频消息", "audio": "🎵 音频", "document": "📎 文件",
			"sticker": "表情贴纸", "animation": "动图", "location": "📍 位置", "venue": "📍 地点", "contact": "👤 联系人",
		},
		Months:   []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"},
		Weekdays: []string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"},
		Day:      "%[3]s月%[2]d日 %[1]s",
	}
}

func russianPhrases() phrases {
	return phrases{
		Reply: "Ответить", Edit: "Изменить", Cancel: "Отмена", Send: "Отправить", Photo: "Фото", Menu: "Команды", Close: "Понятно",
		Message: "Сообщение", Edited: "изменено", Replying: "Ответ на", Editing: "Изменить сообщение", You: "Вы", Bot: "Приёмная",
		Sent: "отправлено", Read: "прочитано", Prepared: "Готовые сообщения", Chats: "Чаты", Languages: "Язык", Unread: "новых сообщений", Reactions: "Реакции",
		PhotoAlt: "Снимок", Remove: "Убрать", More: "Показать всё", ToEnd: "Ниже новые сообщения",
		Empty: map[string]string{
			ResidentColumn: "То, что вы напишете здесь, дойдёт до депутата. Начните с одного из сообщений ниже или напишите своими словами.",
			DeputyColumn:   "Когда житель напишет о том, чем занимается этот депутат, обращение появится здесь.",
			StaffColumn:    "Здесь появится то, что не удалось разобрать, и то, что опаздывает.",
		},
		EmptyRoom: "Группа, в которой сидят сотрудники. Нажмите на сообщение ниже: одна за другой появятся ветки для каждой темы с закреплённой сводкой.",
		Steps: steps{
			Write:    "Сначала вы — %s. Нажмите на одно из сообщений под первым чатом.",
			Agree:    "%s получает ответ приёмной. Прочитайте его и нажмите кнопку, чтобы продолжить.",
			Wait:     "Приёмная передаёт обращение дальше, смотрите в соседние чаты. Что не удалось разобрать, сотрудники видят по /unsorted.",
			Sort:     "Теперь решают сотрудники: посмотрите карточку в третьем чате и выберите тему или депутата.",
			Answer:   "Теперь отвечает %s, второй чат: прочитайте карточку и нажмите на готовый ответ или ответьте на неё своими словами.",
			Answered: "Сообщение уже в пути. Его получит %s.",
			Asked:    "%s видит вопрос депутата в первом чате. Ответьте там своими словами.",
			Rate:     "%s видит ответ в первом чате, и приёмная просит его оценить. Нажмите одну из кнопок.",
			Away:     "Теперь нет на месте: %s. Напишите ещё раз от жителя на ту же тему — карточка придёт тому, кто замещает.",
			Done:     "Это весь путь обращения. Попробуйте другое: снимок, сообщение «тут кто-нибудь есть?» или второго жителя.",
		},
		Problems: map[string]string{
			problemEmpty:   "Сообщение пустое. Напишите что-нибудь или добавьте снимок.",
			problemBig:     "Снимок больше 5 МБ. Отправьте снимок поменьше.",
			problemPicture: "Этот файл нельзя показать как снимок. Отправьте PNG или JPEG.",
			problemText:    "Сообщение слишком длинное. Отправьте его двумя частями.",
			problemGone:    "Этой кнопки или этого сообщения уже нет. В чате видно то, что верно сейчас.",
			problemRefused: "Не получилось отправить. Попробуйте ещё раз.",
		},
		Lost: "Связь пропала. Страница сама попробует снова.", NoAnswer: "Ответа пока нет. Нажмите ещё раз чуть позже.",
		Clock: "%s, %s", Later: "Перевести время", Hour: "+1 час", DayLater: "+1 день", Week: "+1 неделя",
		Kinds: map[string]string{
			"voice": "🎤 Голосовое сообщение", "video": "🎬 Видео", "video_note": "🎬 Видеосообщение", "audio": "🎵 Аудио", "document": "📎 Файл",
			"sticker": "Стикер", "animation": "Анимация", "location": "📍 Место на карте", "venue": "📍 Место", "contact": "👤 Контакт",
		},
		Months:   []string{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"},
		Weekdays: []string{"воскресенье", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота"},
		Day:      "%[1]s, %[2]d %[3]s",
	}
}
