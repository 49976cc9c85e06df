package chat

import "liaison/simulator"

// sampleChinese is the sample office in Chinese.
func sampleChinese() Cast {
	return Cast{
		Lang: "zh", Name: "中文",
		Title:   "聊天里的人大代表联络站",
		Consent: "agree", Rating: "rate", Treatment: "mark", Reopen: "reopen", Card: "answer", Unsorted: "ask", Away: "/away ",
		Zone: "Asia/Shanghai",
		Columns: []Column{
			{
				Key: ResidentColumn, Role: "居民",
				Commands: []Command{{"/cases", "我的事项"}, {"/language", "语言"}, {"/export", "保存了我哪些信息"}, {"/forget", "删除这些信息"}, {"/help", "怎么使用"}},
				People: []Person{
					{
						User: simulator.User{ID: 700011, FirstName: "桂兰", LastName: "张", LanguageCode: "zh-hans"},
						Role: "居民",
						Prepared: []Prepared{
							{Text: "育才路小学门口的路面有个大坑，这个星期已经有两个孩子骑车摔倒了，能不能尽快修一下？"},
							{Text: "就是这个坑，一下雨就积水，司机根本看不见。", Photo: "pothole"},
							{Text: "花园街12号楼的暖气已经凉了三天，5号住户家里还有个婴儿。"},
							{Text: "您好，有人在吗？我问了三个地方，都让我去找别人，不知道该找谁。"},
						},
					},
					{
						User: simulator.User{ID: 700012, FirstName: "建国", LastName: "刘", LanguageCode: "zh-hans"},
						Role: "居民",
						Prepared: []Prepared{
							{Text: "社区医院儿科早上六点就要排队，八点就没号了，上班的人根本挂不上。"},
							{Text: "车站街路口的路灯从十月起就不亮了。", Photo: "lamp"},
							{Text: "我们院子里的垃圾两个星期没人清运了。", Photo: "rubbish"},
							{Text: "我们院子里的垃圾，还有晚上路灯下的样子。", Photo: "rubbish", Album: []string{"lamp"}},
							{Text: "🎤 语音消息，0:12", Kind: "voice"},
						},
					},
				},
			},
			{
				Key: DeputyColumn, Role: "代表",
				Commands: []Command{{"/next", "一件一件办"}, {"/pending", "等我办理的"}, {"/mine", "我在办的"}, {"/away", "我要外出"}, {"/digest", "早间汇总"}, {"/sent", "送达了吗"}, {"/ready", "常用答复"}, {"/find", "查找事项"}, {"/console", "在浏览器中打开"}},
				People: []Person{
					{
						User: simulator.User{ID: 900011, FirstName: "娜", LastName: "李", LanguageCode: "zh-hans"},
						Role: "代表：交通、住房",
						Prepared: []Prepared{
							{Text: "我已经和市政养护部门联系过了，星期三上午派人填补路面，今天先在坑边放好警示牌。", Reply: true},
							{Text: "谢谢您告诉我。我明天去现场看，星期五之前给您答复。", Reply: true},
							{Text: "/away {today} {week} wang-qiang", Label: "我外出一周，由王强代理。"},
							{Text: "/back", Label: "我回来了。"},
							{Text: "/pending"},
						},
					},
					{
						User: simulator.User{ID: 900012, FirstName: "强", LastName: "王", LanguageCode: "zh-hans"},
						Role: "代表：医疗、教育、水电暖",
						Prepared: []Prepared{
							{Text: "社区医院下周一起增开一个窗口，早上七点以后也可以电话预约。", Reply: true},
							{Text: "供热公司已经找到故障，今天傍晚您家的暖气就会热起来。", Reply: true},
							{Text: "/pending"},
						},
					},
				},
			},
			{
				Key: StaffColumn, Role: "工作人员",
				Commands: []Command{{"/sort", "逐件归类"}, {"/unsorted", "还没有分类的"}, {"/late", "逾期的"}, {"/queues", "所有分类"}, {"/find", "查找事项"}, {"/console", "在浏览器中打开"}, {"/window", "有人来访"}, {"/links", "可打印的二维码"}, {"/digest", "早间汇总"}},
				People: []Person{
					{
						User:     simulator.User{ID: 910011, FirstName: "联络站前台", LanguageCode: "zh-hans"},
						Role:     "联络站工作人员",
						Prepared: []Prepared{{Text: "/sort"}, {Text: "/queues"}},
					},
					{
						User: simulator.User{ID: -1001000000011, FirstName: "工作人员群"}, By: 910011,
						Role:     "开启话题的群",
						Prepared: []Prepared{{Text: "/room", Label: "把本群设为工作人员群。"}, {Text: "/room off", Label: "本群不再是工作人员群。"}},
					},
				},
			},
		},
	}
}
