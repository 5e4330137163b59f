"""Month names as they stand on pages, in the languages of the sites people watch."""

_NAMES = """
1 january jan januar janvier janv enero ene gennaio gen janeiro januari jänner januára января январь
1 янв stycznia січня ledna ocak ιανουαρίου январи มกราคม ม.ค يناير كانون_الثاني tammikuuta
2 february feb februar février févr fév febrero febbraio fevereiro fev februari февраля февраль фев
2 lutego лютого února şubat φεβρουαρίου กุมภาพันธ์ ก.พ فبراير شباط helmikuuta
3 march mar märz mär mars marzo março maart mrt марта март мар marca березня března mart μαρτίου
3 มีนาคม มี.ค مارس آذار maaliskuuta
4 april apr avril avr abril abr aprile апреля апрель апр kwietnia квітня dubna nisan απριλίου เมษายน
4 เม.ย أبريل ابريل نيسان huhtikuuta
5 may mai mayo maggio mag maio mei maj мая май maja травня května mayıs μαΐου พฤษภาคม พ.ค مايو أيار
5 toukokuuta
6 june jun juni juin junio giugno giu junho июня июнь июн czerwca червня června haziran ιουνίου
6 มิถุนายน มิ.ย يونيو حزيران kesäkuuta
7 july jul juli juillet juil julio luglio lug julho июля июль июл lipca липня července temmuz
7 ιουλίου กรกฎาคม ก.ค يوليو تموز heinäkuuta
8 august aug août aoû agosto ago augustus augusti августа август авг sierpnia серпня srpna ağustos
8 αυγούστου สิงหาคม ส.ค أغسطس اغسطس آب elokuuta
9 september sep sept septembre septiembre settembre set setembro сентября сентябрь сен сент września
9 вересня září eylül σεπτεμβρίου กันยายน ก.ย سبتمبر أيلول syyskuuta
10 october oct oktober okt octobre octubre ottobre ott outubro out октября октябрь окт października
10 жовтня října ekim οκτωβρίου ตุลาคม ต.ค أكتوبر اكتوبر تشرين_الأول lokakuuta
11 november nov novembre noviembre novembro ноября ноябрь ноя нояб listopada листопада listopadu
11 kasım νοεμβρίου พฤศจิกายน พ.ย نوفمبر تشرين_الثاني marraskuuta
12 december dec dezember dez décembre déc diciembre dic dicembre dezembro desember des декабря
12 декабрь дек grudnia грудня prosince aralık δεκεμβρίου ธันวาคม ธ.ค ديسمبر كانون_الأول joulukuuta
1 január ianuarie gener януари ינואר בינואר
2 február februarie februára febrer февруари פברואר בפברואר
3 március martie maret març מרץ במרץ
4 április aprilie apríla април אפריל באפריל
5 május mája maig מאי במאי
6 június iunie júna juny юни יוני ביוני
7 július iulie júla juliol юли יולי ביולי
8 augusztus agustus augusta agost אוגוסט באוגוסט
9 szeptember septembrie septembra setembre септември ספטמבר בספטמבר
10 október octombrie októbra октомври אוקטובר באוקטובר
11 noiembrie novembra ноември נובמבר בנובמבר
12 decembrie decembra desembre декември דצמבר בדצמבר
"""

MONTHS: dict[str, int] = {
    name.replace("_", " "): int(number)
    for number, *names in (line.split() for line in _NAMES.strip().splitlines())
    for name in names
}
"""Month name or short form in lower case -> 1..12."""
