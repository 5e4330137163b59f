"""Month names as they stand on pages, in the languages of the sites people watch."""

_NAMES = """
1 january jan januar janvier janv enero ene gennaio gen janeiro januari jänner januára января январь янв stycznia
2 february feb februar février févr fév febrero febbraio fevereiro fev februari февраля февраль фев lutego
3 march mar märz mär mars marzo março maart mrt марта март мар marca
4 april apr avril avr abril abr aprile апреля апрель апр kwietnia
5 may mai mayo maggio mag maio mei maj мая май maja
6 june jun juni juin junio giugno giu junho июня июнь июн czerwca
7 july jul juli juillet juil julio luglio lug julho июля июль июл lipca
8 august aug août aoû agosto ago augustus augusti августа август авг sierpnia
9 september sep sept septembre septiembre settembre set setembro сентября сентябрь сен сент września
10 october oct oktober okt octobre octubre ottobre ott outubro out октября октябрь окт października
11 november nov novembre noviembre novembro ноября ноябрь ноя нояб listopada
12 december dec dezember dez décembre déc diciembre dic dicembre dezembro desember des декабря декабрь дек grudnia
"""

MONTHS: dict[str, int] = {
    name: int(number)
    for number, *names in (line.split() for line in _NAMES.strip().splitlines())
    for name in names
}
"""Month name or short form in lower case -> 1..12."""
