package classify

import "liaison/casework"

// sampleTopics is an office as a station might write it: a few words and
// sentences for each topic in the languages of its residents.
func sampleTopics() []casework.Topic {
	return []casework.Topic{
		{
			ID: "transport", Name: map[string]string{"en": "Roads and transport", "zh": "交通运输", "ru": "Дороги и транспорт"},
			Examples: []string{
				"bus route, bus stop, timetable, fare, driver", "pothole in the road", "traffic jam, parking, cars on the pavement, traffic lights, crossing",
				"公交车站、公交线路、等车、司机", "道路坑洼、路面破损、修路、红绿灯、斑马线", "停车难、堵车、车辆乱停、占道",
				"яма на дороге, ремонт дороги, асфальт", "автобус не ходит, маршрут, остановка, маршрутка, водитель", "парковка, пробки, светофор, пешеходный переход, тротуар",
			},
		},
		{
			ID: "housing", Name: map[string]string{"en": "Housing", "zh": "住房与物业", "ru": "Жильё"},
			Examples: []string{
				"lift is broken, elevator, stairs, entrance door of the building", "leaking roof, cracks in the wall, damp flat", "property management company, rent, apartment, tenant, maintenance fee",
				"电梯故障、楼道、单元门、老旧小区改造", "房屋漏水、墙体裂缝、屋顶", "物业费、物业公司不管、业主、公租房、拆迁安置、房产证",
				"не работает лифт, подъезд, лестница", "протекает крыша, трещина в стене, аварийный дом", "управляющая компания, квартира, капитальный ремонт, расселение, общежитие",
			},
		},
		{
			ID: "utilities", Name: map[string]string{"en": "Water, heat and light", "zh": "水电暖", "ru": "Вода, тепло, свет"},
			Examples: []string{
				"no hot water, tap, water pipe burst, water pressure", "cold radiators, heating season", "power cut, electricity, gas supply, meter, bill for electricity",
				"停水、自来水、水管爆裂、水压低、水质", "暖气不热、供暖、供热公司", "停电、电压、燃气、天然气、电费、路灯不亮",
				"нет горячей воды, водопровод, прорвало трубу, напор воды", "холодные батареи, отопление, котельная", "отключили свет, электричество, газ, счётчик, уличное освещение, фонарь",
			},
		},
		{
			ID: "schools", Name: map[string]string{"en": "Schools and kindergartens", "zh": "教育", "ru": "Образование"},
			Examples: []string{
				"kindergarten place for my child, waiting list, nursery", "teacher, pupils, lessons, homework, headmaster", "school meals, canteen, tuition fee, exam",
				"幼儿园入园、孩子上学、学位、学区划分", "老师补课、学生、作业、校长", "学校食堂、学费、乱收费、中考、高考、招生",
				"место в детском саду, очередь в садик, ребёнок, воспитатель", "школа, учитель, уроки, ученики, директор школы", "школьное питание, столовая, экзамен, вторая смена, учебники",
			},
		},
		{
			ID: "health", Name: map[string]string{"en": "Health", "zh": "医疗卫生", "ru": "Здравоохранение"},
			Examples: []string{
				"hospital, clinic, doctor's appointment, waiting for a doctor", "medicine, pharmacy, prescription, vaccine", "ambulance, surgery, nurse, health insurance",
				"医院看病、挂号、门诊、医生", "药品、药店、疫苗、处方", "医保报销、救护车、手术、护士、住院",
				"поликлиника, запись к врачу, очередь к врачу, талон", "лекарства, аптека, рецепт, прививка", "скорая помощь, больница, операция, медсестра, полис",
			},
		},
		{
			ID: "environment", Name: map[string]string{"en": "Environment and cleanliness", "zh": "环境保护", "ru": "Экология и чистота"},
			Examples: []string{
				"rubbish isn't collected, garbage bins, dump, litter", "smell and smoke from the factory, dirty air, dust", "noise at night from the building site, trees cut down, river polluted, stray dogs",
				"垃圾没人清运、垃圾桶、垃圾堆、脏乱差", "工厂排放废气、污水、臭味、粉尘、污染", "夜间施工噪音、噪声扰民、绿化、砍树、流浪狗",
				"не вывозят мусор, свалка, контейнеры, мусорные баки", "запах и дым от завода, грязный воздух, пыль, выбросы", "шум ночью, стройка, вырубка деревьев, загрязнение реки, бродячие собаки",
			},
		},
	}
}

// heldApart are messages that the examples weren't written from.
var heldApart = map[string][]struct{ topic, text string }{
	"en": {
		{"transport", "The bus on route 14 hasn't come for an hour, people are freezing at the stop"},
		{"transport", "There is a huge pothole outside number 5, I damaged my wheel"},
		{"transport", "Cars are parked on the pavement every evening and I can't get past with a pram"},
		{"transport", "Please put traffic lights at the crossing near the market, children run across the road"},
		{"housing", "Our lift has been out of order for three weeks and my mother is on the ninth floor"},
		{"housing", "The roof leaks, there is damp in my flat whenever it rains"},
		{"housing", "The management company takes the fee but nobody repairs the entrance"},
		{"housing", "Big cracks have appeared in the walls of our building"},
		{"utilities", "We have had no hot water since Monday"},
		{"utilities", "Radiators are cold, it is 14 degrees in the bedroom"},
		{"utilities", "A pipe burst in the yard and water is running down the street"},
		{"utilities", "Electricity goes off every evening, when will the power cuts end?"},
		{"schools", "I can't get a kindergarten place for my daughter, we are number 200 in the list"},
		{"schools", "The teacher makes pupils pay for extra lessons"},
		{"schools", "Food in the school canteen is cold and children come home hungry"},
		{"schools", "Too much homework, my son is in the second class and sits until ten"},
		{"health", "It is impossible to get an appointment with a doctor at the clinic"},
		{"health", "The pharmacy has no insulin although I have a prescription"},
		{"health", "The ambulance took two hours to come"},
		{"health", "My father lies in hospital and the nurses ask for money"},
		{"environment", "Rubbish hasn't been collected for ten days, there are rats by the bins"},
		{"environment", "A terrible smell comes from the factory at night"},
		{"environment", "The building site works at night and the noise won't let us sleep"},
		{"environment", "Stray dogs attacked a boy near the river"},
	},
	"zh": {
		{"transport", "14路公交车等了一个小时都没来，站台上全是人"},
		{"transport", "我们门口的路面全是坑，下雨天车都不敢过"},
		{"transport", "小区门口车辆乱停，消防车都进不来"},
		{"transport", "建议在菜市场路口装个红绿灯，老人过马路太危险"},
		{"housing", "电梯坏了半个月没人修，老人住九楼下不来"},
		{"housing", "顶楼漏水严重，找物业一直推脱"},
		{"housing", "物业公司只收钱不办事，楼道里堆满杂物"},
		{"housing", "拆迁三年了安置房还没有交，房产证也办不下来"},
		{"utilities", "从周一开始停水，到现在也没有通知"},
		{"utilities", "家里暖气一点都不热，只有十四度"},
		{"utilities", "院子里水管爆了，自来水流了一地"},
		{"utilities", "这个月又停电五次，冰箱里的东西全坏了"},
		{"schools", "孩子今年要上幼儿园，报不上名怎么办"},
		{"schools", "班主任周末收费补课，不去就给孩子穿小鞋"},
		{"schools", "学校食堂饭菜是凉的，学生吃了拉肚子"},
		{"schools", "二年级作业太多，写到晚上十点"},
		{"health", "县医院挂号太难，半夜排队也挂不上"},
		{"health", "医保报销跑了四趟还没办好"},
		{"health", "打了120，救护车两个小时才到"},
		{"health", "药店买不到降压药，医生开的处方也没用"},
		{"environment", "垃圾十天没有清理了，臭气熏天，老鼠到处跑"},
		{"environment", "旁边的工厂半夜偷排废气，味道刺鼻"},
		{"environment", "工地夜里施工，噪音太大睡不着"},
		{"environment", "河里全是污水，鱼都死了"},
		{"transport", "公車司機態度惡劣，過站不停"},
		{"health", "醫院的門診排隊太久，醫生不夠"},
	},
	"ru": {
		{"transport", "Автобус номер 14 опять не пришёл, люди мёрзнут на остановке"},
		{"transport", "На дороге возле дома 5 огромная яма, пробил колесо"},
		{"transport", "Машины паркуются на тротуаре, с коляской не пройти"},
		{"transport", "Поставьте светофор на перекрёстке у рынка, дети перебегают дорогу"},
		{"housing", "Третью неделю стоит лифт, мама на девятом этаже не может выйти"},
		{"housing", "Крыша течёт, в квартире сырость после каждого дождя"},
		{"housing", "Управляющая компания деньги берёт, а в подъездах грязь"},
		{"housing", "По стенам дома пошли трещины, боимся обвала"},
		{"utilities", "С понедельника сидим без горячей воды"},
		{"utilities", "Батареи ледяные, в комнате 14 градусов"},
		{"utilities", "Прорвало трубу во дворе, вода течёт по улице"},
		{"utilities", "Каждый вечер отключают электричество, портится техника"},
		{"schools", "Не дают место в садике, мы двухсотые в очереди"},
		{"schools", "Учительница собирает деньги за дополнительные уроки"},
		{"schools", "В школьной столовой холодная еда, дети голодные"},
		{"schools", "Моего сына не берут в школу рядом с домом"},
		{"health", "К терапевту в поликлинике не записаться, талонов нет"},
		{"health", "В аптеках нет инсулина, рецепт есть, а лекарства нет"},
		{"health", "Скорую ждали два часа"},
		{"health", "Отец лежит в больнице, медсёстры грубят"},
		{"environment", "Мусор не вывозили десять дней, у контейнеров крысы"},
		{"environment", "Ночью с завода идёт страшный запах, дышать нечем"},
		{"environment", "Стройка работает по ночам, из-за шума не уснуть"},
		{"environment", "Бродячие собаки напали на мальчика"},
	},
}

// nonMatters say nothing that a topic could be read from.
var nonMatters = []string{
	"hello", "Hi!", "?", "", "   ", "thanks a lot", "are you a bot?", "who will answer me and when", "I have a question", "please help me", "ok",
	"Good morning, I would like to complain", "/start", "12345", "👍🙏", "What should I write here?", "is anybody there", "it was solved, bye",
	"你好", "您好，请问有人吗", "谢谢", "在吗", "我要投诉", "我想反映一个问题", "收到", "好的", "麻烦尽快回复", "什么时候能解决", "怎么没人理我", "辛苦了",
	"спасибо", "Здравствуйте!", "добрый день, у меня вопрос", "есть кто живой?", "когда ответите?", "помогите пожалуйста", "хочу пожаловаться", "понятно",
	"кто вы", "это бот?", "Хорошо, буду ждать", "как вам не стыдно", "asdfgh", "ыыыы",
}
