package classify

import "strings"

// particles are Chinese characters that join words rather than make them.
const particles = "的了吗呢啊吧呀么嘛我你您他她它们这那很都也就还请个和与及或把被给让对从不没有是在要好一二两三四五六七八九十"

func isParticle(c rune) bool {
	return inTable(c) && chinese[c-tableFrom].particle
}

// longestCommon is how many letters a common word has at most.
const longestCommon = 16

// commonWords say nothing of what a text is about, yet one of them may well
// stand in the examples of a single topic, which would then own it.
var commonWords = setOf(`
a about above after again against all almost already also always am an and another any anybody anyone anything are around as
ask at away back bad be because been before being better big both but by call came can cannot come comes complain complaint
could day days did do does doing done down due each either else ever every everyone everything few first for from full get gets
getting give go goes going good got had has have having he hello help her here hers hey hi him his how however i if in
into is it its just keep kept know last late least less let like long look lot made make many may maybe me might mine month
months more most much must my near need needs never new next no nobody none not nothing now of off often ok okay old on once
one only or other our out over own people please problem put question really request right same say see she should since so
some somebody someone something soon still such take tell than thank thanks that the their them then there these they thing
things this those though three time times to today told tomorrow too two under until up us use very want was way we week
weeks well went were what when where which while who whole why will with without work would write year years yes yesterday
yet you your yours don doesn didn isn aren wasn weren won hasn haven hadn couldn shouldn wouldn ll re ve

а без более больше был была были было быть в вам вами вас ваш ваша ваше ваши весь во вообще вопрос вот все всегда всего всех
вторую второй вы где да давно даже два две для день дня дней до добрый другой его ее если есть еще ж же за здравствуйте здесь и
из или им иногда их к каждый каждую каждое как какая какие какой когда кого кому который которая которые кто куда ли лишь мне
меня много можно мой моя мое мои мы на над надо наш наша наше наши не него нее нельзя ни никак никто ничего но ну нужно нужна о
об обращение он она они оно опять от очень первый плохо по под подскажите пожалуйста пока помогите помощь после потом почему
почти при привет про просим просьба прошу проблема раз с сам сама сами свой своя свои сделайте себе себя сегодня сейчас сколько
следующий снова со совсем спасибо столько та так также такой такая там те тебе тебя теперь то тогда того тоже только том тот ту
тут ты у уже хорошо хотел хотела хочу чего чем через что чтобы эта эти это этого этой этом этот я неделя неделю недели месяц
месяца год года лет завтра вчера вечер утро нет работает работают
`)

func setOf(words string) map[string]struct{} {
	set := map[string]struct{}{}
	for _, w := range strings.Fields(words) {
		set[w] = struct{}{}
	}
	return set
}

// simplified gives the simplified form of the traditional characters that
// residents' matters are likely to hold, so that both scripts share what is taught.
func simplified(c rune) rune {
	if inTable(c) && chinese[c-tableFrom].simplified != 0 {
		return chinese[c-tableFrom].simplified
	}
	return c
}

// chinese says what is to be known of each common character.
var chinese = func() (known [tableTo - tableFrom]struct {
	simplified rune
	particle   bool
}) {
	for c, simple := range traditional {
		known[c-tableFrom].simplified = simple
	}
	for _, c := range particles {
		known[c-tableFrom].particle = true
	}
	return known
}()

const tableFrom, tableTo = 0x4E00, 0xA000

func inTable(c rune) bool { return c >= tableFrom && c < tableTo }

var traditional = pairs(
	"車车電电氣气費费學学醫医療疗園园環环境境噪噪聲声運运輸输點点時时間间門门開开關关長长問问題题處处號号單单位位區区縣县鎮镇鄉乡" +
		"農农業业產产權权證证補补貼贴貧贫養养護护險险資资錢钱銀银購购賣卖買买價价貨货錯错誤误壞坏斷断漏漏燈灯線线橋桥隧隧鐵铁路路" +
		"機机場场飛飞綠绿樹树廢废臭臭煙烟塵尘淨净潔洁髒脏圾圾衛卫廁厕溝沟渠渠積积澇涝災灾難难樓楼層层屋屋頂顶牆墙違违建建築筑拆拆" +
		"遷迁徵征賠赔償偿租租賃赁戶户籍籍幼幼兒儿師师課课書书試试擇择費费勞劳動动務务僱雇傭佣薪薪員员廠厂職职業业退退休休保保報报" +
		"銷销藥药診诊所所護护士士預预約约排排隊队掛挂號号網网絡络訊讯視视話话訴诉投投舉举報报請请幫帮謝谢麼么嗎吗還还沒没這这個个" +
		"們们來来說说見见過过為为與与從从對对會会後后裡里邊边歲岁老老齡龄殘残殺杀警警執执法法罰罚亂乱佔占擺摆攤摊營营執执照照稅税" +
		"務务頻频壓压熱热暖暖供供燒烧煤煤爐炉滲渗維维修修繕缮電电梯梯鑰钥鎖锁鄰邻居居擾扰飼饲養养狗狗貓猫鳥鸟蟲虫鼠鼠遛遛繩绳" +
		"橫横穿穿紅红燈灯綫线標标誌志限限速速駛驶駕驾駐驻劃划設设備备壩坝灘滩灣湾島岛嶺岭團团體体館馆圖图廣广舊旧換换續续辦办" +
		"檢检測测驗验廳厅領领導导選选舉举議议員员憲宪訂订劑剂鹽盐麵面飯饭館馆廚厨鮮鲜腸肠腦脑臟脏傷伤殤殇潰溃壺壶罐罐飲饮")

// pairs reads a string of traditional characters, each followed by its simplified form.
func pairs(s string) map[rune]rune {
	runes := []rune(s)
	m := make(map[rune]rune, len(runes)/2)
	for i := 0; i+1 < len(runes); i += 2 {
		m[runes[i]] = runes[i+1]
	}
	return m
}
