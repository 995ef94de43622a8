package workspace

// The clock shapes of a day: how much comes in at each hour, 1 at the busiest.
var (
	dayHours = [24]float64{9: 0.6, 10: 0.85, 11: 1, 12: 1, 13: 0.95, 14: 1, 15: 1, 16: 0.95, 17: 0.9, 18: 0.75, 19: 0.65, 20: 0.5}
	// Tickets and mail come when people find time to write.
	writingHours = [24]float64{8: 0.8, 9: 1, 10: 1, 11: 0.9, 12: 0.7, 13: 0.7, 14: 0.8, 15: 0.8, 16: 0.7, 17: 0.6, 18: 0.5, 19: 0.5, 20: 0.4}
	deskHours    = [24]float64{8: 0.6, 9: 0.9, 10: 1, 11: 1, 12: 0.85, 13: 0.85, 14: 0.95, 15: 0.9, 16: 0.8, 17: 0.65, 18: 0.5, 19: 0.35}
	aroundClock  = [24]float64{0.3, 0.24, 0.2, 0.18, 0.2, 0.26, 0.4, 0.6, 0.8, 0.95, 1, 1, 0.95, 0.95, 1, 1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.65, 0.5, 0.4}
	// Some desks close at night though the team does not.
	waking       = [24]float64{6: 0.4, 7: 0.6, 8: 0.8, 9: 0.95, 10: 1, 11: 1, 12: 0.95, 13: 0.95, 14: 1, 15: 1, 16: 0.95, 17: 0.9, 18: 0.85, 19: 0.8, 20: 0.7, 21: 0.55}
	eveningClock = [24]float64{0.42, 0.32, 0.26, 0.24, 0.24, 0.26, 0.34, 0.46, 0.6, 0.72, 0.8, 0.85, 0.85, 0.85, 0.88, 0.9, 0.92, 0.95, 1, 1, 0.98, 0.88, 0.72, 0.55}
)

// The shapes of a week, from Sunday.
var (
	evenWeek   = [7]float64{0.8, 1.1, 1.05, 1, 1, 1.05, 0.9}
	officeWeek = [7]float64{0.55, 1.2, 1.1, 1.05, 1, 1, 0.6}
	deskWeek   = [7]float64{0, 1.2, 1.1, 1, 1, 0.95, 0.45}
)

// The shapes of a year, by month.
var (
	travelYear = [12]float64{1.05, 0.9, 0.92, 0.98, 1.1, 1.2, 1.25, 1.2, 1.0, 0.92, 0.9, 1.08}
	shopYear   = [12]float64{1.05, 0.95, 0.95, 0.97, 0.95, 0.95, 0.92, 0.92, 1, 1.02, 1.15, 1.1}
	levelYear  = [12]float64{1.06, 1.02, 1, 1, 0.98, 0.97, 0.94, 0.92, 1, 1.02, 1.03, 1}
)

var (
	russian = &namePool{"tr", "Анна Дмитрий Елена Сергей Мария Алексей Ольга Иван Наталья Павел Юлия Артём",
		"Ким Гончар Мельник Шевченко Бондаренко Панченко Коваль Вебер Савченко Цой Дорош Литвин Сабо"}
	hungarian = &namePool{"bp", "Anna Bence Csilla Dániel Eszter Gábor Hanna István Judit Kristóf Lilla Máté Nóra Péter Réka Zoltán",
		"Kovács Szabó Tóth Nagy Varga Horváth Kiss Molnár Németh Farkas Balogh Papp Takács Juhász Lakatos Mészáros Oláh"}
	european = &namePool{"ch", "Ana Piotr Ioana Giorgi Inês Marta Andrei Nino Rui Kasia Elena Luka João Ewa Radu Tamar",
		"Silva Nowak Popescu Beridze Costa Mazur Ionescu Lomidze Sousa Wójcik Dumitru Gelashvili Rocha"}
	berliner = &namePool{"be", "Anja Boris Clara Dmitri Eva Felix Galina Hannes Irina Jonas Katja Lew",
		"Becker Weiß Krüger Winter Lang Schulz Sommer Vogel Busch Brandt Stein"}
)

// examples are the recipes, in the order in which they are listed.
var examples = []example{
	{
		ExampleInfo: ExampleInfo{"travel-9-21", "Travel support, 09–21",
			"16 remote agents in four zones under Russian law: two overlapping shifts every day, floating days off, chat, phone and tickets."},
		crews: []crew{
			{count: 12, contract: "full", names: russian, zones: []string{"", "Asia/Yekaterinburg", "", "Asia/Tbilisi", "Europe/Belgrade"},
				skills: []string{"text phone"}, consents: []string{"overtime holiday", "holiday"}, rate: 52000,
				protected: []string{"pregnant"}, rota: rota{blocks: []string{"E E E2 E E2", "L L2 L L L2"}}},
			{count: 4, contract: "full", names: russian, zones: []string{"", "Asia/Tbilisi"}, skills: []string{"text"},
				consents: []string{"holiday"}, rate: 46000, rota: rota{blocks: []string{"L L L2 L L2", "E E2 E E E2"}}},
		},
		demand: []demand{
			{queue: "chat", share: 1, hours: dayHours, days: evenWeek, growth: 0.15},
			{queue: "phone", share: 0.5, hours: dayHours, days: evenWeek, growth: -0.05},
			{queue: "tickets", share: 0.35, hours: writingHours, days: evenWeek, growth: 0.1},
		},
		load: 0.9, holiday: 0.8, season: travelYear, campaign: campaign{"Fare sale", 1.25},
	},
	{
		ExampleInfo: ExampleInfo{"budapest-24x7", "Budapest support centre, around the clock",
			"48 agents under Hungarian law: eight-hour and twelve-hour rotations, three languages, two levels, office days and part-timers."},
		crews: []crew{
			{count: 16, contract: "eight", next: "part", names: hungarian, skills: []string{"l1 hu en", "l1 hu", "l1 hu de", "l1 hu en de"},
				consents: []string{"overtime", "overtime holiday"}, rate: 240000,
				rota: rota{blocks: []string{"EO EO E E E", "L L N N N", "LO LO L L L"}}},
			{count: 10, contract: "eight", names: hungarian, skills: []string{"l1 l2 hu en", "l2 hu en", "l1 l2 en de"}, protected: []string{"pregnant"},
				consents: []string{"overtime holiday"}, rate: 310000, rota: rota{blocks: []string{"LO LO L L L", "EO EO E E E"}}},
			{count: 16, contract: "twelve", names: hungarian, skills: []string{"l1 hu en", "l1 hu en de", "l1 l2 hu en", "l1 hu de"},
				consents: []string{"overtime holiday", "overtime"}, rate: 250000, rota: rota{cycle: "DO12 DO12 - - D12 D12 D12 - - DO12 D12 - - - N12 N12 - - N12 N12 N12 - - N12 N12 - - -"}},
			{count: 6, contract: "part", names: hungarian, skills: []string{"l1 hu en", "l1 hu de", "l1 hu"}, rate: 230000,
				rota: rota{weekly: "E L", days: 3}},
		},
		demand: []demand{
			{queue: "phone-hu", share: 1, hours: aroundClock, days: officeWeek, growth: 0.03},
			{queue: "phone-en", share: 0.7, hours: aroundClock, days: evenWeek, growth: 0.08},
			{queue: "chat-en", share: 0.8, hours: waking, days: evenWeek, growth: 0.2},
			{queue: "phone-de", share: 0.5, hours: waking, days: officeWeek, growth: 0.05},
			{queue: "cases", share: 0.28, hours: writingHours, days: officeWeek, growth: 0.05},
		},
		load: 0.88, holiday: 0.7, season: levelYear, campaign: campaign{"Invoice run", 1.3}, offsets: true,
	},
	{
		ExampleInfo: ExampleInfo{"chat-remote", "Remote chat, around the clock",
			"30 agents in four zones under the EU's directive: chats several at once, full and part time, nights for volunteers only."},
		crews: []crew{
			{count: 12, contract: "full", names: european, zones: []string{"", "Europe/Lisbon", "Europe/Bucharest", "Asia/Tbilisi"},
				skills: []string{"chat tech", "chat tech", "chat"}, consents: []string{"night overtime", "night"}, rate: 1450,
				rota: rota{blocks: []string{"M L N N2 N", "L L2 L L2 L", "E E2 M M M"}}},
			{count: 10, contract: "full", names: european, zones: []string{"Europe/Lisbon", "", "Asia/Tbilisi", "Europe/Bucharest"},
				skills: []string{"chat tech", "chat"}, consents: []string{"overtime", ""}, protected: []string{"pregnant"}, rate: 1400,
				rota: rota{blocks: []string{"E E E M M", "M M M L L"}}},
			{count: 8, contract: "half", names: european, zones: []string{"", "Europe/Bucharest", "Europe/Lisbon", "Asia/Tbilisi"},
				skills: []string{"chat", "chat tech"}, rate: 1350, rota: rota{blocks: []string{"P P P P P", "Q Q Q Q Q"}}},
		},
		demand: []demand{
			{queue: "general", share: 1, hours: eveningClock, days: evenWeek, growth: 0.12},
			{queue: "billing", share: 0.45, hours: waking, days: officeWeek, growth: 0.1},
			{queue: "technical", share: 0.3, hours: waking, days: evenWeek, growth: 0.18},
		},
		load: 0.93, holiday: 0.85, season: shopYear, campaign: campaign{"Newsletter", 1.3}, offsets: true,
	},
	{
		ExampleInfo: ExampleInfo{"berlin-desk", "Berlin desk, Monday to Saturday",
			"12 agents under German law: phone beside mail and tickets that may wait for hours, two languages, closed on Sundays and holidays."},
		crews: []crew{
			{count: 10, contract: "voll", names: berliner, skills: []string{"de ru", "de", "de ru", "ru"}, consents: []string{"overtime", ""},
				protected: []string{"pregnant"}, rate: 2100, rota: rota{weekly: "E M L", days: 5}},
			{count: 2, contract: "teil", names: berliner, skills: []string{"de", "de ru"}, rate: 1950, rota: rota{weekly: "E L", days: 3}},
		},
		demand: []demand{
			{queue: "phone-de", share: 1, hours: deskHours, days: deskWeek, growth: 0.02},
			{queue: "mail-de", share: 0.7, hours: writingHours, days: deskWeek, growth: 0.1},
			{queue: "phone-ru", share: 0.5, hours: deskHours, days: deskWeek, growth: 0.05},
			{queue: "tickets-ru", share: 0.35, hours: writingHours, days: deskWeek, growth: 0.08},
		},
		load: 0.87, holiday: 0, season: levelYear, campaign: campaign{"Newsletter", 1.2},
	},
}
