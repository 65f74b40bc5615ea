package sample

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"

	"pickpack/picking"
)

// place is a town with people in it. Street holds %d for the house number; postcode may hold # for a digit and @ for a
// letter. Phone numbers and mail addresses are made up and lead nowhere.
type place struct {
	country, city, region, postcode string
	dial                            string
	streets, given, family          string // divided by |
}

var places = []place{
	{"NL", "Utrecht", "", "35## @@", "31 30", "Oudegracht %d|Biltstraat %d|Amsterdamsestraatweg %d", "Sanne|Daan|Fleur|Thijs", "de Jong|Visser|van den Berg|Smit"},
	{"NL", "Rotterdam", "", "30## @@", "31 10", "Nieuwe Binnenweg %d|Witte de Withstraat %d|Mathenesserlaan %d", "Lotte|Ruben|Noor|Sem", "Bakker|Jansen|Kuijpers|Mulder"},
	{"DE", "Köln", "", "50###", "49 221", "Venloer Straße %d|Severinstraße %d|Am Mühlenbach %d", "Jürgen|Anneliese|Björn|Käthe", "Müller|Groß|Schäfer|Weiß"},
	{"DE", "München", "", "80###", "49 89", "Leopoldstraße %d|Schellingstraße %d|Türkenstraße %d", "Lukas|Sabine|Matthias|Ilse", "Huber|Köhler|Böhm|Lang"},
	{"AT", "Wien", "", "1##0", "43 1", "Neubaugasse %d|Währinger Straße %d|Praterstraße %d", "Franziska|Georg|Magdalena|Xaver", "Gruber|Hölzl|Pichler|Steiner"},
	{"CH", "Zürich", "", "80##", "41 44", "Langstrasse %d|Seefeldstrasse %d|Limmatquai %d", "Reto|Ursina|Beat|Corinne", "Bünzli|Meier|Zürcher|Ammann"},
	{"FR", "Lyon", "", "6900#", "33 4", "%d rue de la République|%d quai Saint-Vincent|%d montée de la Grande-Côte", "Zoé|François|Hélène|Gaël", "Lefèvre|Garçon|Noël|Béranger"},
	{"BE", "Liège", "", "4###", "32 4", "Rue Féronstrée %d|Quai de la Batte %d|En Neuvice %d", "Aurélie|Benoît|Céline|Noé", "Dubois|Lambert|Peeters|Collée"},
	{"ES", "Málaga", "", "290##", "34 95", "Calle Larios %d|Calle Álamos %d|Paseo del Parque %d", "Íñigo|María José|Begoña|Andrés", "Muñoz|Ibáñez|Peña|Gutiérrez"},
	{"PT", "Porto", "", "4###-###", "351 22", "Rua das Flores %d|Rua de Cedofeita %d|Avenida da Boavista %d", "João|Inês|Conceição|Tomé", "Araújo|Gonçalves|Simões|Magalhães"},
	{"IT", "Bologna", "BO", "401##", "39 051", "Via Indipendenza %d|Via dell’Abbadia %d|Strada Maggiore %d", "Niccolò|Chiara|Ugo|Donatella", "D’Angelo|Ferraris|Conti|Rinaldi"},
	{"PL", "Łódź", "", "90-###", "48 42", "ul. Piotrkowska %d|ul. Żeromskiego %d|ul. Świętokrzyska %d", "Agnieszka|Paweł|Bożena|Łukasz", "Wiśniewska|Dąbrowski|Żak|Pięta"},
	{"CZ", "Brno", "", "60# ##", "420 5", "Údolní %d|Křenová %d|Štefánikova %d", "Jiří|Zdeňka|Ondřej|Růžena", "Dvořák|Němcová|Šťastný|Hájek"},
	{"HU", "Győr", "", "902#", "36 96", "Baross Gábor út %d|Árpád út %d|Híd utca %d", "Zsófia|Gergő|Ágnes|Bálint", "Szűcs|Kőműves|Tóth|Nagy"},
	{"RO", "Cluj-Napoca", "", "4000##", "40 264", "Strada Memorandumului %d|Bulevardul Eroilor %d|Strada Țebei %d", "Ștefan|Ioana|Răzvan|Crina", "Țăranu|Popescu|Brâncuș|Ionescu"},
	{"SE", "Göteborg", "", "41# ##", "46 31", "Järntorgsgatan %d|Haga Nygata %d|Övre Husargatan %d", "Åsa|Björn|Märta|Göran", "Öberg|Lindström|Åkesson|Sjögren"},
	{"DK", "Aarhus", "", "8###", "45 86", "Åboulevarden %d|Jægergårdsgade %d|Søndergade %d", "Søren|Mette|Bjørn|Asbjørn", "Sørensen|Kjær|Højgaard|Møller"},
	{"FI", "Jyväskylä", "", "40###", "358 14", "Kauppakatu %d|Väinönkatu %d|Yliopistonkatu %d", "Päivi|Jyrki|Aino|Riitta", "Hämäläinen|Mäkelä|Virtanen|Nykänen"},
	{"IS", "Reykjavík", "", "1##", "354 5", "Laugavegur %d|Skólavörðustígur %d|Þórsgata %d", "Þóra|Guðmundur|Sigríður|Ægir", "Jónsdóttir|Þorsteinsson|Ólafsson|Sæmundsdóttir"},
	{"IE", "Cork", "", "T12 @@##", "353 21", "%d Oliver Plunkett Street|%d Barrack Street|%d Sunday’s Well Road", "Siobhán|Pádraig|Aoife|Cillian", "Ó Briain|Murphy|Ní Dhomhnaill|Walsh"},
	{"GB", "Leeds", "", "LS# #@@", "44 113", "%d Chapel Allerton Lane|%d Otley Road|%d Kirkgate", "Harriet|Imran|Poppy|Desmond", "Ackroyd|Patel|Fairbairn|O’Shea"},
	{"GR", "Αθήνα", "", "10# ##", "30 210", "Οδός Ερμού %d|Λεωφόρος Αλεξάνδρας %d|Οδός Αγίων Αναργύρων %d", "Ελένη|Γιώργος|Αικατερίνη|Οδυσσέας", "Παπαδοπούλου|Οικονόμου|Ξενάκης|Θεοδωράκη"},
	{"GR", "Θεσσαλονίκη", "", "54# ##", "30 231", "Οδός Τσιμισκή %d|Εγνατία %d|Οδός Άθωνος %d", "Στέλιος|Δέσποινα|Νίκος|Ευγενία", "Χατζηγιάννης|Μαυρίδου|Ψαρρά|Λάζος"},
	{"CY", "Λευκωσία", "", "1###", "357 22", "Οδός Λήδρας %d|Λεωφόρος Μακαρίου %d|Οδός Ονασαγόρου %d", "Ανδρέας|Μαρία|Χρυστάλλα|Κώστας", "Χριστοδούλου|Γεωργίου|Κυπριανού|Σάββα"},
	{"BG", "София", "", "1###", "359 2", "ул. Граф Игнатиев %d|бул. Витоша %d|ул. Шишман %d", "Елица|Георги|Цветана|Любомир", "Димитрова|Петров|Йорданова|Щерев"},
	{"BG", "Пловдив", "", "40##", "359 32", "ул. Отец Паисий %d|ул. Железарска %d|бул. Руски %d", "Ваня|Стоян|Жечка|Асен", "Иванова|Чолаков|Юрукова|Ангелов"},
	{"RS", "Београд", "", "11###", "381 11", "Кнеза Милоша %d|Његошева %d|Улица Љубићка %d", "Ђорђе|Љиљана|Миљан|Тијана", "Ђурић|Чолић|Живковић|Шћепановић"},
	{"UA", "Київ", "", "010##", "380 44", "вул. Хрещатик %d|вул. Ярославів Вал %d|вул. Січових Стрільців %d", "Ілля|Ганна|Євген|Олеся", "Шевченко|Ґудзь|Їжакевич|Коваленко"},
	{"TR", "İzmir", "", "35###", "90 232", "Kıbrıs Şehitleri Caddesi %d|Gül Sokağı %d|Işıklar Caddesi %d", "Gökçe|İbrahim|Şeyma|Çağlar", "Yılmaz|Öztürk|Şahin|Güneş"},
	{"US", "Portland", "OR", "972##", "1 503", "%d SE Hawthorne Blvd|%d NW Lovejoy St|%d N Mississippi Ave", "Marcus|Dolores|Wyatt|Priya", "Whitfield|Ramirez|Nguyen|Olsen"},
	{"CA", "Montréal", "QC", "H2@ #@#", "1 514", "%d rue Saint-Denis|%d avenue du Mont-Royal|%d boulevard Saint-Laurent", "Maëlle|Étienne|Geneviève|Loïc", "Tremblay|Bélanger|Côté|Desrosiers"},
}

// Address draws somebody who orders; the first countries of the list order more.
func Address(r *rand.Rand) picking.Address {
	p := places[min(r.IntN(len(places)), r.IntN(2*len(places)))]
	given, family := pick(r, strings.Split(p.given, "|")...), pick(r, strings.Split(p.family, "|")...)
	a := picking.Address{Name: given + " " + family, City: p.city, Region: p.region, Country: p.country,
		Street1:  fmt.Sprintf(pick(r, strings.Split(p.streets, "|")...), 1+r.IntN(180)),
		Postcode: postcode(p.postcode, r), Phone: fmt.Sprintf("+%s 555 %04d", p.dial, r.IntN(10_000)),
		Email: "customer" + strconv.Itoa(1000+r.IntN(9000)) + "@example.org"}
	if r.IntN(7) == 0 {
		a.Street2 = pick(r, "c/o "+pick(r, strings.Split(p.family, "|")...), fmt.Sprintf("%d. floor", 2+r.IntN(5)), "Rear building")
	}
	if r.IntN(15) == 0 {
		a.Company = family + " & " + pick(r, strings.Split(p.family, "|")...)
	}
	return a
}

func postcode(form string, r *rand.Rand) string {
	return strings.Map(func(c rune) rune {
		switch c {
		case '#':
			return rune('0' + r.IntN(10))
		case '@':
			return rune("ABCDEFGHJKLMNPRSTUVWXYZ"[r.IntN(23)])
		}
		return c
	}, form)
}
