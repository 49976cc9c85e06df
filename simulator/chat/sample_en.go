package chat

import "liaison/simulator"

// sampleEnglish is the sample office in English.
func sampleEnglish() Cast {
	return Cast{
		Lang: "en", Name: "English",
		Title:   "A deputies' liaison station in a chat",
		Consent: "agree", Rating: "rate", Treatment: "mark", Reopen: "reopen", Card: "answer", Unsorted: "ask", Away: "/away ",
		Zone: "Europe/London",
		Columns: []Column{
			{
				Key: ResidentColumn, Role: "Resident",
				Commands: []Command{{"/cases", "My cases"}, {"/language", "Language"}, {"/export", "What is kept of me"}, {"/forget", "Remove it"}, {"/help", "How this works"}},
				People: []Person{
					{
						User: simulator.User{ID: 700001, FirstName: "Grace", LastName: "Miller", LanguageCode: "en"},
						Role: "Resident",
						Prepared: []Prepared{
							{Text: "There is a deep pothole on Mill Road, right by the school gate. Two children fell off their bicycles this week."},
							{Text: "This is the pothole. It fills with water, so drivers don't see it.", Photo: "pothole"},
							{Text: "The heating in our house at 12 Garden Street has been cold for three days. There is a baby in flat 5."},
							{Text: "Hello? I have been to three offices, and each sends me on to the next. Can anybody help me?"},
						},
					},
					{
						User: simulator.User{ID: 700002, FirstName: "Peter", LastName: "Novak", LanguageCode: "en"},
						Role: "Resident",
						Prepared: []Prepared{
							{Text: "The queue at the children's clinic starts at six in the morning, and by eight there are no places left."},
							{Text: "The lamp at the corner of Station Street has been dark since October.", Photo: "lamp"},
							{Text: "Nobody has collected the rubbish in our yard for two weeks.", Photo: "rubbish"},
							{Text: "The rubbish in our yard, and what it looks like by the lamp at night.", Photo: "rubbish", Album: []string{"lamp"}},
							{Text: "🎤 Voice message, 0:12", Kind: "voice"},
						},
					},
				},
			},
			{
				Key: DeputyColumn, Role: "Deputy",
				Commands: []Command{{"/next", "One at a time"}, {"/pending", "What waits for me"}, {"/mine", "What I took"}, {"/away", "I am away"}, {"/digest", "Morning summary"}, {"/sent", "Has it arrived?"}, {"/ready", "Ready answers"}, {"/find", "Find a case"}, {"/console", "In the browser"}},
				People: []Person{
					{
						User: simulator.User{ID: 900001, FirstName: "Li", LastName: "Na", LanguageCode: "en"},
						Role: "Deputy: roads, housing",
						Prepared: []Prepared{
							{Text: "I have spoken with the road office. A crew fills the hole on Wednesday morning, and a sign stands there from today.", Reply: true},
							{Text: "Thank you for telling me. I go there tomorrow and write to you by Friday.", Reply: true},
							{Text: "/away {today} {week} omar-haddad", Label: "I am away for a week. Omar Haddad stands in."},
							{Text: "/back", Label: "I am back."},
							{Text: "/pending"},
						},
					},
					{
						User: simulator.User{ID: 900002, FirstName: "Omar", LastName: "Haddad", LanguageCode: "en"},
						Role: "Deputy: health, schools, utilities",
						Prepared: []Prepared{
							{Text: "The clinic opens a second desk from Monday, and places can be booked by telephone from seven.", Reply: true},
							{Text: "The heating company found the fault. Your house is warm again by this evening.", Reply: true},
							{Text: "/pending"},
						},
					},
				},
			},
			{
				Key: StaffColumn, Role: "Staff",
				Commands: []Command{{"/sort", "Sort one by one"}, {"/unsorted", "Not yet sorted"}, {"/late", "What is late"}, {"/queues", "All queues"}, {"/find", "Find a case"}, {"/console", "In the browser"}, {"/window", "Somebody came"}, {"/links", "Codes to print"}, {"/digest", "Morning summary"}},
				People: []Person{
					{
						User:     simulator.User{ID: 910001, FirstName: "Front desk", LanguageCode: "en"},
						Role:     "Staff of the station",
						Prepared: []Prepared{{Text: "/sort"}, {Text: "/queues"}},
					},
					{
						User: simulator.User{ID: -1001000000001, FirstName: "Staff room"}, By: 910001,
						Role:     "A group with topics",
						Prepared: []Prepared{{Text: "/room", Label: "Make this group the staff room."}, {Text: "/room off", Label: "It is not the staff room any more."}},
					},
				},
			},
		},
	}
}
